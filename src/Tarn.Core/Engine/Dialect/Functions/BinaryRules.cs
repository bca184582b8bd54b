using Tarn.Engine.Dialect.Functions.Bytes;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Bytes, their codings and hashes ("Binary functions and operators").</summary>
internal static class BinaryRules
{
    private const string Templates = """
        crc32/1 = tarn_crc32({0})
        from_base32/1 blob = tarn_from_base32(decode({0}))
        from_base32/1 = tarn_from_base32({0})
        from_base64/1 blob = tarn_from_base64(decode({0}))
        from_base64/1 = tarn_from_base64({0})
        from_base64url/1 blob = tarn_from_base64url(decode({0}))
        from_base64url/1 = tarn_from_base64url({0})
        from_big_endian_32/1 = tarn_from_big_endian_32({0})
        from_big_endian_64/1 = tarn_from_big_endian_64({0})
        from_hex/1 blob = tarn_from_hex(decode({0}))
        from_hex/1 = tarn_from_hex({0})
        from_ieee754_32/1 = tarn_from_ieee754_32({0})
        from_ieee754_64/1 = tarn_from_ieee754_64({0})
        hmac_md5/2 = tarn_hmac_md5({0}, {1})
        hmac_sha1/2 = tarn_hmac_sha1({0}, {1})
        hmac_sha256/2 = tarn_hmac_sha256({0}, {1})
        hmac_sha512/2 = tarn_hmac_sha512({0}, {1})
        md5/1 = unhex(md5({0}))
        murmur3/1 = tarn_murmur3({0})
        sha1/1 = unhex(sha1({0}))
        sha256/1 = unhex(sha256({0}))
        sha512/1 = tarn_sha512({0})
        spooky_hash_v2_32/1 = tarn_spooky_hash_v2_32({0})
        spooky_hash_v2_64/1 = tarn_spooky_hash_v2_64({0})
        to_base32/1 = tarn_to_base32({0})
        to_base64/1 = to_base64({0})
        to_base64url/1 = tarn_to_base64url({0})
        to_big_endian_32/1 = tarn_to_big_endian_32({0})
        to_big_endian_64/1 = tarn_to_big_endian_64({0})
        to_hex/1 = to_hex({0})
        to_ieee754_32/1 = tarn_to_ieee754_32({0})
        to_ieee754_64/1 = tarn_to_ieee754_64({0})
        xxhash64/1 = tarn_xxhash64({0})
        """;

    public static RuleTable Table { get; } = new(
        Templates, [], [.. ByteStrings.All, .. Codings.All, .. FixedWidths.All, .. Hashes.All]);
}
