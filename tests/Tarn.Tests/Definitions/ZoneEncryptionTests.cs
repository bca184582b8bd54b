using Tarn.Definitions;
using Tarn.Storage.Encryption;
using Xunit;

namespace Tarn.Tests.Definitions;

/// <summary>Zones that are to be encrypted.</summary>
public sealed class ZoneEncryptionTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("AES256", "AES256", null)]
    [InlineData("aes256", "AES256", null)]
    [InlineData("aws:kms", "aws:kms", null)]
    [InlineData("{kms: alias/orders}", "aws:kms", "alias/orders")]
    [InlineData("", null, null)]
    public async Task A_zone_says_how(string encryption, string? algorithm, string? key)
    {
        _lake.Write("lake.yaml", $"version: 1\nzones:\n  raw: {{encryption: {encryption}}}\n");

        LakeDefinition lake = await _lake.LoadAsync();

        EncryptionRule? expected = algorithm is null ? null : new EncryptionRule(algorithm, key);
        Assert.Equal(expected, lake.Zones[0].Encryption);
    }

    [Theory]
    [InlineData("ROT13", "'ROT13', which is none of its values")]
    [InlineData("[AES256]", "must be")]
    [InlineData("{}", "has no 'kms'")]
    [InlineData("{kms: a, key: b}", "unknown key 'key'")]
    public async Task Anything_else_is_refused_where_it_is(string encryption, string message)
    {
        _lake.Write("lake.yaml", $"version: 1\nzones:\n  raw:\n    encryption: {encryption}\n");

        string error = await _lake.ErrorTextAsync();

        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("--> lake.yaml:4:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_table_cannot_be_in_it_and_a_view_can()
    {
        _lake.Write("lake.yaml", "version: 1\nzones:\n  raw: {encryption: AES256}\n");
        _lake.Model("raw.seen", "materialized: view", "SELECT 1 AS id");
        Assert.Single((await _lake.LoadAsync()).Models);

        _lake.Write("models/raw/kept.sql", "/* tarn\ntable: raw.kept\n*/\nSELECT 1 AS id\n");

        Assert.Equal(
            """
            error[TN7008]: table 'raw.kept' is in zone 'raw', which is to be encrypted, and managed tables are not
              --> models/raw/kept.sql:2:8
               |
             2 | table: raw.kept
               |        ^^^^^^^^ needs a zone without 'encryption'
               = on an encrypted disk such a zone is encrypted too
            """,
            await _lake.ErrorTextAsync());
    }
}
