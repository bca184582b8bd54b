using System.IO.Compression;
using System.Text;
using Tarn.Cli.Errors;

namespace Tarn.Cli.Demo;

/// <summary>Looks at the first bytes of files, to tell what they are.</summary>
internal static class FileBeginning
{
    private const int LengthBytes = 4096;

    /// <summary>True when the file begins with a text that has the given one, in any letter case.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<bool> HasAsync(string path, string text, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[LengthBytes];
        try
        {
            await using Stream file = File.OpenRead(path);
            await using Stream content = path.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            int length = await content.ReadAtLeastAsync(bytes, LengthBytes, false, cancellationToken);
            return Encoding.Latin1.GetString(bytes, 0, length).Contains(text, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UsageException($"--input: '{path}' cannot be read: {exception.Message}");
        }
    }
}
