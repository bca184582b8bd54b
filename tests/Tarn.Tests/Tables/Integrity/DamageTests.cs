using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Integrity;

/// <summary>Damage at random places of each kind of file that Tarn writes: noticed, or without effect.</summary>
public sealed class DamageTests : IDisposable
{
    private static readonly int Places = LongTests.Choose(shortly: 20, atLength: 50);
    private static readonly TableField[] Fields = [new("i", "BIGINT"), new("s", "VARCHAR"), new("p", "VARCHAR")];

    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("00000000000000000001.json")]
    [InlineData("00000000000000000004.json")]
    [InlineData("00000000000000000002.checkpoint.parquet")]
    [InlineData("00000000000000000002.crc")]
    [InlineData("_last_checkpoint")]
    public async Task Damage_in_the_log_is_noticed_or_harmless(string name)
    {
        await WriteAsync();
        await new DamageTrial(_rig, Path.Join(_rig.TableDirectory, "_delta_log", name), Places, name).RunAsync();
    }

    [Fact]
    public async Task Damage_in_a_checkpoint_that_nothing_can_take_the_place_of_is_noticed()
    {
        await WriteAsync();
        string log = Path.Join(_rig.TableDirectory, "_delta_log");
        File.Delete(Path.Join(log, "00000000000000000000.json"));
        await RequireAllNoticedAsync(Path.Join(log, "00000000000000000002.checkpoint.parquet"));
    }

    [Fact]
    public async Task Damage_in_a_data_file_is_noticed()
    {
        await WriteAsync();
        await RequireAllNoticedAsync(Path.Join(_rig.TableDirectory, (await _rig.LoadAsync()).Files[1].Path));
    }

    private async Task RequireAllNoticedAsync(string path)
    {
        DamageTrial trial = new(_rig, path, Places, Path.GetFileName(path));
        await trial.RunAsync();
        Assert.Equal(Places * Enum.GetValues<Damage>().Length, trial.Errors);
    }

    /// <summary>Versions 0 to 4 with a checkpoint of version 2.</summary>
    private async Task WriteAsync()
    {
        const string Sql =
            "SELECT range AS i, repeat(chr(65 + CAST(range % 26 AS INTEGER)), 20) AS s, 'part ' || (range % 3) AS p "
            + "FROM range(2000)";
        for (int version = 0; version <= 4; version++)
        {
            await _rig.WriteAsync(WriteMode.Append, Sql, Fields, "p");
            if (version == 2)
            {
                await _rig.Table.CheckpointAsync(Cancellation);
            }
        }
    }
}
