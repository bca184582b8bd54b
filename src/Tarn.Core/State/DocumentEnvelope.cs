using System.Globalization;
using System.Text;
using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// The bytes of a document file: one JSON object whose members are at fixed places, so that the checksum can cover the
/// exact bytes of the value and every other byte can be compared (docs/formats/state.md).
/// <code>{"format":1,"version":"…","crc32c":"89abcdef","value":…}\n</code>
/// </summary>
internal static class DocumentEnvelope
{
    private const int ChecksumLength = 8;
    private const int VersionLengthMax = 64;

    private static ReadOnlySpan<byte> BeforeVersion => "{\"format\":1,\"version\":\""u8;

    private static ReadOnlySpan<byte> BeforeChecksum => "\",\"crc32c\":\""u8;

    private static ReadOnlySpan<byte> BeforeValue => "\",\"value\":"u8;

    private static ReadOnlySpan<byte> End => "}\n"u8;

    public static byte[] Wrap(string version, ReadOnlySpan<byte> value)
    {
        byte[] versionBytes = Encoding.ASCII.GetBytes(version);
        return
        [
            .. BeforeVersion, .. versionBytes, .. BeforeChecksum, .. Checksum(versionBytes, value),
            .. BeforeValue, .. value, .. End,
        ];
    }

    /// <summary>False when any byte is not what <see cref="Wrap"/> writes; the reason is for the message.</summary>
    public static bool TryUnwrap(
        ReadOnlyMemory<byte> file, out string version, out ReadOnlyMemory<byte> value, out string reason)
    {
        version = "";
        value = default;
        ReadOnlySpan<byte> rest = file.Span;
        if (!Skip(ref rest, BeforeVersion))
        {
            reason = "it does not start as a document of format 1";
            return false;
        }

        int versionLength = rest[..Math.Min(rest.Length, VersionLengthMax + 1)].IndexOf((byte)'"');
        ReadOnlySpan<byte> versionBytes = rest[..Math.Max(0, versionLength)];
        rest = rest[versionBytes.Length..];
        if (versionLength <= 0 || !Skip(ref rest, BeforeChecksum) || rest.Length < ChecksumLength)
        {
            reason = "its envelope is damaged";
            return false;
        }

        ReadOnlySpan<byte> checksum = rest[..ChecksumLength];
        rest = rest[ChecksumLength..];
        if (!Skip(ref rest, BeforeValue) || !rest.EndsWith(End))
        {
            reason = "its envelope is damaged";
            return false;
        }

        ReadOnlySpan<byte> content = rest[..^End.Length];
        if (!checksum.SequenceEqual(Checksum(versionBytes, content)))
        {
            reason = "its checksum does not match its content";
            return false;
        }

        version = Encoding.ASCII.GetString(versionBytes);
        value = file.Slice(file.Length - rest.Length, content.Length);
        reason = "";
        return true;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> version, ReadOnlySpan<byte> value)
    {
        uint crc = Crc32C.Compute(value, Crc32C.Compute(version));
        return Encoding.ASCII.GetBytes(crc.ToString("x8", CultureInfo.InvariantCulture));
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> expected)
    {
        bool found = rest.StartsWith(expected);
        rest = found ? rest[expected.Length..] : rest;
        return found;
    }
}
