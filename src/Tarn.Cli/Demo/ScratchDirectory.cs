using Tarn.Cli.Hosting;
using Tarn.Common;

namespace Tarn.Cli.Demo;

/// <summary>
/// A place in a lake's state, on the disk of its buckets, for files that are being made; gone when disposed.
/// </summary>
internal sealed class ScratchDirectory(LakeHost lake, IIdSource idSource) : IDisposable
{
    /// <summary>Whoever writes there makes it.</summary>
    public string Path { get; } =
        System.IO.Path.Combine(lake.StateDirectory, "scratch", $"generate-{idSource.NextId()}");

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
