using System.Buffers.Binary;
using System.Text;

namespace Tarn.Security.Keys;

/// <summary>Pairs that are not encrypted, but must be given again to decrypt; their order means nothing.</summary>
public static class EncryptionContext
{
    /// <summary>No pairs.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>The bytes that are authenticated: the same for the same pairs, others for others.</summary>
    internal static byte[] ToBytes(IReadOnlyDictionary<string, string> pairs)
    {
        using MemoryStream bytes = new();
        foreach ((string name, string value) in pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(bytes, name);
            Write(bytes, value);
        }

        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        byte[] content = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        bytes.Write(length);
        bytes.Write(content);
    }
}
