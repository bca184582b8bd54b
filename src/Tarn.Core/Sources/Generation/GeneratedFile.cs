using System.Globalization;
using Tarn.Common;

namespace Tarn.Sources.Generation;

/// <summary>Puts files in place whole or not at all.</summary>
internal static class GeneratedFile
{
    /// <summary>
    /// Has a file written beside its place and moves it there, durably, when it is whole. Its directory is made; what
    /// was at the path is unharmed until then.
    /// </summary>
    /// <param name="path">Absolute.</param>
    /// <param name="write">Writes the file at the path it is given, which no other process writes to.</param>
    public static async Task WriteAsync(string path, Func<string, Task> write)
    {
        string directory = Path.GetDirectoryName(path)!;
        DurableFile.CreateDirectory(directory);
        string partial = Path.Join(
            directory,
            string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(path)}.{Environment.ProcessId}.partial"));
        try
        {
            await write(partial);
            DurableFile.Sync(partial);
            DurableFile.MoveReplace(partial, path);
            DurableFile.SyncDirectory(directory);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
