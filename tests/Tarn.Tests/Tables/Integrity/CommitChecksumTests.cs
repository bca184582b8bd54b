using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.Integrity;
using Tarn.Tests.Docs;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables.Integrity;

public sealed class CommitChecksumTests
{
    private const string Key = $"{Root}/_delta_log/00000000000000000000.json";

    private readonly TableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_flipped_bit_of_a_commit_is_an_error_or_changes_nothing()
    {
        await _rig.CommitAsync(WriteMode.Append, File("p=1/a", "1"), File("p=2/b", "2"));
        byte[] content = (await _rig.Store.ReadAsync(Key, Cancellation))!;
        string expected = Describe(await _rig.LoadAsync());
        for (int bit = 0; bit < content.Length * 8; bit++)
        {
            byte[] damaged = [.. content];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await RequireNoticedAsync(damaged, expected);
        }
    }

    [Fact]
    public async Task A_commit_that_was_cut_is_an_error_wherever_it_was()
    {
        await _rig.CommitAsync(WriteMode.Append, File("p=1/a", "1"), File("p=2/b", "2"));
        byte[] content = (await _rig.Store.ReadAsync(Key, Cancellation))!;
        for (int length = 0; length < content.Length; length++)
        {
            await PutAsync(content[..length]);
            TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.LoadAsync);
            Assert.Contains(Key, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_moment_is_not_looked_up_in_a_damaged_line()
    {
        await _rig.CommitAsync(WriteMode.Append, File("p=1/a", "1"));
        byte[] content = (await _rig.Store.ReadAsync(Key, Cancellation))!;
        content[content.AsSpan().IndexOf("\"timestamp\":"u8) + 14] ^= 1;
        await PutAsync(content);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => _rig.Table.LoadAsync(new AsOf.Moment(_rig.Time.GetUtcNow()), Cancellation));
        Assert.Equal(ErrorCodes.TableCorrupt, exception.Code);
    }

    [Fact]
    public void The_commit_in_the_documentation_has_its_checksum()
    {
        string commit = Page.Open("docs/formats/delta.md").Blocks.Select(block => block.Code)
            .Single(code => code.StartsWith("{\"commitInfo\"", StringComparison.Ordinal));
        Assert.Contains(CommitChecksum.Field, commit, StringComparison.Ordinal);
        Assert.Null(CommitChecksum.FindDamage(Encoding.UTF8.GetBytes(commit)));
    }

    private async Task RequireNoticedAsync(byte[] damaged, string expected)
    {
        await PutAsync(damaged);
        try
        {
            Assert.Equal(expected, Describe(await _rig.LoadAsync()));
        }
        catch (TarnException exception)
        {
            Assert.Contains(Key, exception.Message, StringComparison.Ordinal);
        }
    }

    private static string Describe(TableSnapshot snapshot) => string.Join(
        '\n',
        snapshot.Files.Select(file => $"{file.Path} {file.SizeBytes} {file.PartitionValues["p"]} {file.Statistics}")
            .Concat(snapshot.Fields.Select(field => field.ToString()))
            .Append($"{snapshot.Id} {string.Join(',', snapshot.PartitionColumns)}"));

    private Task<PutResult> PutAsync(byte[] content) =>
        _rig.Store.PutAsync(Key, content, PutCondition.None, Cancellation);
}
