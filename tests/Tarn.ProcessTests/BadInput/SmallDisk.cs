using System.Diagnostics;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.BadInput;

/// <summary>A file system of its own in memory, small and mountable read-only. Needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public SmallDisk(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Assert.Skip("mounting a small disk needs Linux and root");
        }

        Mount("-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path);
    }

    public string Path => _directory.Path;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Fills the disk up to what is to be left.</summary>
    public void Fill(long bytesLeft)
    {
        DriveInfo drive = new(Path);
        using FileStream file = File.Create(Ballast);
        byte[] block = new byte[64 * 1024];
        for (long left = drive.AvailableFreeSpace - bytesLeft; left > 0; left -= block.Length)
        {
            file.Write(block, 0, (int)Math.Min(block.Length, left));
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void MakeReadOnly() => Mount("-o", "remount,ro", Path);

    public void MakeWritable() => Mount("-o", "remount,rw", Path);

    public void Dispose()
    {
        Run("umount", Path);
        _directory.Dispose();
    }

    private static void Mount(params string[] arguments) => Run("mount", arguments);

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
