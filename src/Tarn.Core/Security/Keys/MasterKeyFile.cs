using System.Security.Cryptography;
using System.Text;
using Tarn.Common;

namespace Tarn.Security.Keys;

/// <summary>The file of a master key: 32 random bytes in base 64, which only its owner may read.</summary>
internal static class MasterKeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Null when there is no file.</summary>
    /// <exception cref="TarnException"><c>TN7001</c>: others may read it, or it holds no key.</exception>
    public static byte[]? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new TarnException(
                ErrorCodes.MasterKey, $"the master key '{path}' can be read or changed by others than its owner")
            {
                Hint = $"chmod 600 '{path}', and think about who has read it",
            };
        }

        try
        {
            return Parse(File.ReadAllText(path), $"'{path}'");
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new TarnException(ErrorCodes.MasterKey, $"the master key '{path}' cannot be read", exception);
        }
    }

    /// <summary>Makes a new one, durably.</summary>
    public static byte[] Create(string path, IIdSource ids)
    {
        byte[] key = RandomNumberGenerator.GetBytes(MasterKey.KeyBytes);
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.WriteAtomicPrivate(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"), ids);
        return key;
    }

    /// <param name="place">For the message.</param>
    /// <exception cref="TarnException"><c>TN7001</c>: it is none.</exception>
    public static byte[] Parse(string text, string place)
    {
        byte[] key = new byte[MasterKey.KeyBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out int length) && length == key.Length
            ? key
            : throw new TarnException(ErrorCodes.MasterKey, $"the master key {place} is not 32 bytes in base 64")
            {
                Hint = "make one with: head -c 32 /dev/urandom | base64",
            };
    }
}
