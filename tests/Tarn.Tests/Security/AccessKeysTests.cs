using Tarn.Common;
using Tarn.Security;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Security;

/// <summary>The access keys of a lake.</summary>
public sealed class AccessKeysTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void The_root_key_is_made_once_and_only_its_owner_can_read_it()
    {
        AccessKeys keys = Open();

        AccessKey root = keys.GetRoot();

        Assert.Equal(root, Open().GetRoot());
        Assert.Equal(20, root.Id.Length);
        Assert.Equal(40, root.Secret.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keys.Path));
        }
    }

    [Fact]
    public void A_key_that_was_taken_away_is_not_found_again()
    {
        AccessKeys keys = Open();
        AccessKey root = keys.GetRoot();
        AccessKey made = keys.Create("etl");

        Assert.True(keys.Delete("etl"));

        Assert.Null(keys.Find(made.Id));
        Assert.Equal([root], Open().List());
        Assert.False(keys.Delete("etl"));
    }

    [Fact]
    public void A_key_that_is_rotated_keeps_its_name_its_place_and_its_user()
    {
        AccessKeys keys = Open();
        AccessKey root = keys.GetRoot();
        AccessKey ann = keys.Create("laptop", "ann");

        AccessKey? rotated = keys.Rotate("laptop");
        AccessKey? newRoot = keys.Rotate(root.Id);

        Assert.Equal(("laptop", "ann"), (rotated!.Name, rotated.User));
        Assert.NotEqual((ann.Id, ann.Secret), (rotated.Id, rotated.Secret));
        Assert.Equal([newRoot!, rotated], Open().List());
        Assert.Equal(newRoot, Open().GetRoot());
        Assert.Null(keys.Find(ann.Id));
        Assert.Null(keys.Rotate("nobody"));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        AccessKeys keys = Open();
        keys.Create("etl");

        Assert.Equal(ErrorCodes.BadArgument, Assert.Throws<TarnException>(() => keys.Create("etl")).Code);
        Assert.Equal(ErrorCodes.BadArgument, Assert.Throws<TarnException>(() => keys.Create("a b")).Code);
    }

    [Fact]
    public void A_damaged_file_is_named_with_its_line()
    {
        File.WriteAllText(Path.Join(_directory.Path, AccessKeys.FileName), "[default]\naws_access_key_id\n");

        TarnException exception = Assert.Throws<TarnException>(() => Open().List());

        Assert.Equal(ErrorCodes.StateCorrupt, exception.Code);
        Assert.Contains("credentials:2:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_does_not_show_its_secret()
    {
        AccessKey root = Open().GetRoot();

        Assert.DoesNotContain(root.Secret, $"{root}", StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private AccessKeys Open() => new(_directory.Path, new SequentialIdSource());
}
