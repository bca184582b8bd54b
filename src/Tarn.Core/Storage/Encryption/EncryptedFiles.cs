using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>
/// Tells which files of a bucket are encrypted, for those who read files in place. Only a bucket with the directory
/// <see cref="DirectoryName"/>, which is made before its first encrypted object, is looked at. Blocking.
/// </summary>
internal sealed class EncryptedFiles(DurableFolder folder, string bucket)
{
    public const string DirectoryName = ".tarn-encrypted";

    private readonly string _mark = Path.Join(folder.Root, DirectoryName);

    /// <summary>Whether the bucket may have encrypted objects.</summary>
    public bool Exist => Directory.Exists(_mark);

    /// <summary>Notes, durably, that the bucket will have some.</summary>
    public void Announce() => folder.EnsureDirectory(_mark);

    /// <returns>The path.</returns>
    /// <exception cref="TarnException"><c>TN7007</c>: the file is an encrypted object.</exception>
    public string RequirePlain(string key, string path) => IsEncrypted(path)
        ? throw new TarnException(
            ErrorCodes.ObjectEncrypted,
            $"The object '{key}' in bucket '{bucket}' is encrypted: it cannot be read in place")
        {
            Hint = "Tables and queries need objects that are not encrypted; copy it into a bucket without encryption.",
        }
        : path;

    private static bool IsEncrypted(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[EncryptedHeader.StartBytes];
            return RandomAccess.Read(file, start, 0) == start.Length && EncryptedHeader.IsStart(start);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
