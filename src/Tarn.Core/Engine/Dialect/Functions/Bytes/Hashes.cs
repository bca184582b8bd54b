using System.Buffers.Binary;
using System.Security.Cryptography;
using Tarn.Common;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>Checksums, hashes and message codes that the engine lacks.</summary>
internal static class Hashes
{
    // MD5 and SHA-1 are what the statement asks for by name.
#pragma warning disable CA5350, CA5351
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_crc32", [OwnTypes.Varbinary], OwnTypes.Bigint, arguments =>
            (long)Crc32.Compute((byte[])arguments[0]!)),
        Hash("tarn_sha512", SHA512.HashData),
        Hash("tarn_xxhash64", bytes => BigEndian(XxHash64.Compute(bytes))),
        Hash("tarn_murmur3", Murmur3.Compute),
        Hash("tarn_spooky_hash_v2_32", bytes => BigEndian(SpookyHash.Compute(bytes))[sizeof(uint)..]),
        Hash("tarn_spooky_hash_v2_64", bytes => BigEndian(SpookyHash.Compute(bytes))),
        Code("tarn_hmac_md5", (key, bytes) => HMACMD5.HashData(key, bytes)),
        Code("tarn_hmac_sha1", (key, bytes) => HMACSHA1.HashData(key, bytes)),
        Code("tarn_hmac_sha256", (key, bytes) => HMACSHA256.HashData(key, bytes)),
        Code("tarn_hmac_sha512", (key, bytes) => HMACSHA512.HashData(key, bytes)),
    ];
#pragma warning restore CA5350, CA5351

    private static ScalarFunction Hash(string name, Func<byte[], byte[]> hash) =>
        new(name, [OwnTypes.Varbinary], OwnTypes.Varbinary, arguments => hash((byte[])arguments[0]!));

    private static ScalarFunction Code(string name, Func<byte[], byte[], byte[]> code) =>
        new(name, [OwnTypes.Varbinary, OwnTypes.Varbinary], OwnTypes.Varbinary, arguments =>
            code((byte[])arguments[1]!, (byte[])arguments[0]!));

    private static byte[] BigEndian(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
