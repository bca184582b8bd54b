using System.Globalization;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Integrity;

/// <summary>
/// Damages a file of a table again and again. Each time reading the table must either fail with an error that names the
/// file, or give the rows that were there before.
/// </summary>
/// <param name="mustName">What each error must name.</param>
internal sealed class DamageTrial(LakeTableRig rig, string path, int places, string mustName)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How many of the damages were errors.</summary>
    public int Errors { get; private set; }

    /// <summary>By the kind of damage, at as many places each.</summary>
    public async Task RunAsync()
    {
        string expected = await ReadAsync();
        byte[] content = await File.ReadAllBytesAsync(path, Cancellation);
        DateTime modified = File.GetLastWriteTimeUtc(path);
        int seed = TestSeed.Read();
        Random random = new(seed);
        foreach (Damage damage in Enum.GetValues<Damage>())
        {
            for (int i = 0; i < places; i++)
            {
                await File.WriteAllBytesAsync(path, DamagedBytes.Of(content, damage, random), Cancellation);
                await JudgeAsync(expected, $"{damage} {i} of seed {seed} in '{Path.GetFileName(path)}'");
            }
        }

        await File.WriteAllBytesAsync(path, content, Cancellation);
        File.SetLastWriteTimeUtc(path, modified);
        Assert.Equal(expected, await ReadAsync());
    }

    private async Task JudgeAsync(string expected, string trial)
    {
        try
        {
            string found = await ReadAsync();
            Assert.True(expected == found, $"{trial}: a wrong answer\n{expected}\n{found}");
        }
        catch (TarnException exception)
        {
            Errors++;
            Assert.True(
                exception.Message.Contains(mustName, StringComparison.Ordinal),
                $"{trial}: the error does not name '{mustName}': {exception.Message}");
        }
    }

    /// <summary>A digest of all rows, the number of rows by the log, and those that one filter leaves.</summary>
    private async Task<string> ReadAsync()
    {
        TableSnapshot snapshot = (await rig.NewTable().LoadAsync(Cancellation))!;
        string scan = await TableScan.SqlAsync(
            rig.Connection, snapshot, snapshot.Files, rig.Store, LakeTableRig.Root, Cancellation);
        IReadOnlyList<object?[]> rows = await rig.Connection.QueryAllAsync(
            $"SELECT count(*), sum(hash(CAST(r AS VARCHAR))) FROM ({scan}) r", Cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"version {snapshot.Version}, {snapshot.Files.Count} files: {rows[0][0]} rows, digest {rows[0][1]}");
    }
}
