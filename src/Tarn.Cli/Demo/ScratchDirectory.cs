using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Cli.Demo;

/// <summary>
/// A place in a lake's state, on the disk of its buckets, for files that are being made; gone when disposed.
/// </summary>
internal sealed class ScratchDirectory(LakeHost lake, IIdSource idSource) : IDisposable
{
    private const string Purpose = "generate";

    /// <summary>Whoever writes there makes it.</summary>
    public string Path { get; } =
        System.IO.Path.Join(ProcessScratch.PathOf(lake.StateDirectory, Purpose), idSource.NextId());

    public void Dispose() => ProcessScratch.RemoveOwn(lake.StateDirectory, Purpose);
}
