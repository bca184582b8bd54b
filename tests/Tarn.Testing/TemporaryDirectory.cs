namespace Tarn.Testing;

/// <summary>A directory of one test's own, deleted with everything in it when the test ends.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tarn-test-").FullName;

    /// <summary>The path of something below the directory; nothing is created.</summary>
    public string Sub(params string[] segments) => System.IO.Path.Join([Path, .. segments]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
