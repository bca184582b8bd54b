using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class BinaryFunctionTests : DialectTest
{
    [Theory]
    [InlineData("to_hex(X'0aff')", "0AFF")]
    [InlineData("from_hex('0Aff')", "0aff")]
    [InlineData("to_base64(X'fbff')", "+/8=")]
    [InlineData("from_base64('+/8')", "fbff")]
    [InlineData("to_base64url(X'fbff')", "-_8=")]
    [InlineData("from_base64url('-_8')", "fbff")]
    [InlineData("to_base32(X'616263')", "MFRGG===")]
    [InlineData("from_base32('MFRGG')", "616263")]
    [InlineData("to_big_endian_32(-2)", "fffffffe")]
    [InlineData("from_big_endian_32(X'fffffffe')", "-2")]
    [InlineData("to_big_endian_64(1)", "0000000000000001")]
    [InlineData("from_big_endian_64(X'0000000000000001')", "1")]
    [InlineData("to_ieee754_32(CAST(1 AS REAL))", "3f800000")]
    [InlineData("from_ieee754_64(X'3ff8000000000000')", "1.5")]
    [InlineData("from_hex(CAST(NULL AS VARCHAR))", "NULL")]
    public async Task Codings_go_both_ways(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("crc32(to_utf8('123456789'))", "3421780262")]
    [InlineData("md5(to_utf8('abc'))", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("sha1(to_utf8('abc'))", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("sha256(to_utf8('abc'))", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("xxhash64(to_utf8(''))", "ef46db3751d8e999")]
    [InlineData("xxhash64(to_utf8('abc'))", "44bc2cf5ad770999")]
    [InlineData("xxhash64(to_utf8('Nobody inspects the spammish repetition'))", "fbcea83c8a378bf1")]
    [InlineData("murmur3(to_utf8(''))", "00000000000000000000000000000000")]
    [InlineData("spooky_hash_v2_64(to_utf8(''))", "232706fc6bf50919")]
    [InlineData("hmac_sha1(to_utf8('The quick brown fox jumps over the lazy dog'), to_utf8('key'))",
        "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9")]
    public async Task Hashes_are_those_of_their_specifications(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("from_hex('f')")]
    [InlineData("from_hex('zz')")]
    [InlineData("from_base64('*')")]
    [InlineData("from_base64url('+/')")]
    [InlineData("from_base32('1')")]
    [InlineData("from_big_endian_64(X'01')")]
    [InlineData("from_ieee754_32(X'0102')")]
    public async Task Wrong_codings_are_errors(string expression) =>
        Assert.Contains("INVALID_FUNCTION_ARGUMENT", await Error(expression), StringComparison.Ordinal);
}
