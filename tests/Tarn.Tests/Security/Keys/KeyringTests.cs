using System.Text;
using Tarn.Common;
using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Security.Keys;

/// <summary>The keyring and its master key.</summary>
public sealed class KeyringTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string MasterKeyPath => _directory.Sub("elsewhere", "master.key");

    [Fact]
    public async Task The_first_key_makes_a_master_key_that_only_its_owner_can_read()
    {
        Keyring keyring = Open();
        await keyring.CheckAsync(CancellationToken.None);
        Assert.False(File.Exists(MasterKeyPath));

        await keyring.CreateAsync(key => key, CancellationToken.None);

        Assert.Equal(32, Convert.FromBase64String(await File.ReadAllTextAsync(MasterKeyPath, Stop)).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(MasterKeyPath));
        }
    }

    [Fact]
    public async Task Keys_that_are_the_first_at_the_same_time_share_one_master_key()
    {
        Keyring keyring = Open();
        EncryptionKey[] keys = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => keyring.CreateAsync(key => key, CancellationToken.None)));

        Keyring reopened = Open();
        foreach (EncryptionKey key in keys)
        {
            byte[] blob = await EncryptAsync(reopened, key.Id);
            Assert.Equal("hello", await DecryptAsync(keyring, blob));
        }
    }

    [Fact]
    public async Task Neither_keys_nor_the_master_key_are_in_the_documents()
    {
        Keyring keyring = Open();
        await keyring.CreateAsync(key => key, CancellationToken.None);
        string master = (await File.ReadAllTextAsync(MasterKeyPath, Stop)).Trim();

        foreach (string file in Directory.EnumerateFiles(_directory.Sub(".tarn"), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(master, await File.ReadAllTextAsync(file, Stop), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_master_key_that_others_can_read_is_refused(UnixFileMode mode)
    {
        await Open().CreateAsync(key => key, CancellationToken.None);
        if (OperatingSystem.IsWindows())
        {
            await Open().CheckAsync(CancellationToken.None);
            return;
        }

        File.SetUnixFileMode(MasterKeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        TarnException refused = await RefusedAsync(Open());

        Assert.Contains("others", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_master_key_is_refused_and_changes_nothing()
    {
        string id = (await Open().CreateAsync(key => key, CancellationToken.None)).Id;
        byte[] blob = await EncryptAsync(Open(), id);
        string right = await File.ReadAllTextAsync(MasterKeyPath, Stop);
        string wrong = Convert.ToBase64String(new byte[32]);
        Dictionary<string, string> before = Snapshot();
        await File.WriteAllTextAsync(MasterKeyPath, wrong, Stop);

        await RefusedAsync(Open());
        await RefusedAsync(Open(text: wrong));
        TarnException refused = await Assert.ThrowsAsync<TarnException>(
            () => Open().CreateAsync(key => key, CancellationToken.None));

        Assert.Equal(ErrorCodes.MasterKey, refused.Code);
        Assert.Equal(before, Snapshot());
        Assert.Equal("hello", await DecryptAsync(Open(text: right), blob));
    }

    [Fact]
    public async Task A_missing_master_key_is_told_and_not_made_anew()
    {
        await Open().CreateAsync(key => key, CancellationToken.None);
        File.Delete(MasterKeyPath);

        TarnException refused = await RefusedAsync(Open());
        await Assert.ThrowsAsync<TarnException>(() => Open().CreateAsync(key => key, CancellationToken.None));

        Assert.Contains("missing", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(MasterKeyPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base 64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public async Task Text_that_is_no_master_key_is_refused(string text) => await RefusedAsync(Open(text));

    [Fact]
    public async Task A_damaged_version_is_told()
    {
        Keyring keyring = Open();
        EncryptionKey made = await keyring.CreateAsync(key => key, CancellationToken.None);
        EncryptionKey other = await keyring.CreateAsync(key => key, CancellationToken.None);
        DocumentStore documents = new(_directory.Sub(".tarn"), _ids);
        await documents.PutAsync(
            $"keyring/keys/{made.Id}",
            made with { Versions = [made.Versions[0] with { Wrapped = other.Versions[0].Wrapped }] },
            KeysJson.Default.EncryptionKey,
            CancellationToken.None);

        TarnException told = await Assert.ThrowsAsync<TarnException>(() => EncryptAsync(Open(), made.Id));

        Assert.Equal(ErrorCodes.StateCorrupt, told.Code);
    }

    [Fact]
    public async Task A_key_does_not_show_its_material()
    {
        EncryptionKey key = await Open().CreateAsync(key => key with { Policy = "secret" }, CancellationToken.None);

        Assert.Equal($"key {key.Id}", $"{key}");
        MasterKeyOptions options = new() { FilePath = "a", Text = "secret" };
        Assert.DoesNotContain("secret", $"{options}", StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private Keyring Open(string? text = null) => new(
        new MasterKeyOptions { FilePath = MasterKeyPath, Text = text },
        new DocumentStore(_directory.Sub(".tarn"), _ids),
        _ids,
        _clock);

    private Dictionary<string, string> Snapshot() => Directory
        .EnumerateFiles(_directory.Sub(".tarn"), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .ToDictionary(path => path, File.ReadAllText);

    private static Task<byte[]> EncryptAsync(Keyring keyring, string id) =>
        keyring.EncryptAsync(id, Encoding.UTF8.GetBytes("hello"), EncryptionContext.None, CancellationToken.None);

    private static async Task<string> DecryptAsync(Keyring keyring, byte[] blob) => Encoding.UTF8.GetString(
        (await keyring.DecryptAsync(blob, EncryptionContext.None, CancellationToken.None)).Plaintext);

    private static async Task<TarnException> RefusedAsync(Keyring keyring)
    {
        TarnException refused = await Assert.ThrowsAsync<TarnException>(
            () => keyring.CheckAsync(CancellationToken.None));
        Assert.Equal(ErrorCodes.MasterKey, refused.Code);
        return refused;
    }
}
