using Tarn.Common;
using Tarn.Security.Keys;
using Tarn.Security.Secrets;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Security;

public sealed class SecretStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Values_are_given_again_and_stand_in_no_file()
    {
        await Open().SetAsync("shop-password", "pässword 1", Stop);
        await Open().SetAsync("hook", "another", Stop);
        await Open().SetAsync("shop-password", "pässword 2", Stop);

        IReadOnlyDictionary<string, string> values = await Open().RevealAsync(Stop);

        Assert.Equal("another", values["hook"]);
        Assert.Equal("pässword 2", values["shop-password"]);
        Assert.Equal(["hook", "shop-password"], (await Open().ListAsync(Stop)).Select(secret => secret.Name));
        Assert.All(
            Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("ssword 2", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_deleted_is_gone()
    {
        await Open().SetAsync("hook", "value", Stop);

        Assert.True(await Open().DeleteAsync("hook", Stop));
        Assert.False(await Open().DeleteAsync("hook", Stop));

        Assert.Empty(await Open().RevealAsync(Stop));
    }

    [Fact]
    public async Task The_document_of_one_secret_does_not_open_as_another()
    {
        await Open().SetAsync("a", "value", Stop);
        string document = Assert.Single(Directory.GetFiles(_directory.Sub("documents", "secrets")));
        File.Copy(document, Path.Combine(Path.GetDirectoryName(document)!, "b" + Path.GetExtension(document)));

        TarnException refused = await Assert.ThrowsAsync<TarnException>(() => Open().RevealAsync(Stop));

        Assert.Equal(ErrorCodes.BadCiphertext, refused.Code);
    }

    [Theory]
    [InlineData("../x", "value", "a secret cannot be called '../x'")]
    [InlineData("x", "", "secret 'x' has 0 bytes; expected 1 to 65536")]
    public async Task What_cannot_be_kept_is_refused(string name, string value, string message)
    {
        TarnException refused = await Assert.ThrowsAsync<TarnException>(() => Open().SetAsync(name, value, Stop));

        Assert.Equal((ErrorCodes.BadArgument, message), (refused.Code, refused.Message));
        Assert.False(await SecretStore.AnyAsync(new DocumentStore(_directory.Path, _ids), Stop));
    }

    private SecretStore Open()
    {
        DocumentStore documents = new(_directory.Path, _ids);
        MasterKeyOptions options = new() { FilePath = _directory.Sub("master.key") };
        return new SecretStore(new Keyring(options, documents, _ids, _clock), documents, _clock);
    }
}
