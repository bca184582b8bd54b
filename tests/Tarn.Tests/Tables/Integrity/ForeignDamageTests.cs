using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Integrity;

/// <summary>
/// Damage in kinds of files that only other engines write, in tables of the conformance set. They have no checksums:
/// what a changed name of a file or feature leads to is noticed where it does, so the error names the table.
/// </summary>
public sealed class ForeignDamageTests : IDisposable
{
    private static readonly int Places = LongTests.Choose(shortly: 15, atLength: 50);

    private readonly LakeTableRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("krs-v2-checkpoints-parquet-with-sidecars", "_delta_log/_sidecars/*.parquet")]
    [InlineData("krs-v2-checkpoints-parquet-with-sidecars", "_delta_log/*6.checkpoint.*.parquet")]
    [InlineData("v2-checkpoint-json", "_delta_log/*.checkpoint.*.json")]
    [InlineData("v2-checkpoint-json", "_delta_log/_sidecars/*.parquet")]
    [InlineData("krs-v2-parquet-sidecars-struct-stats-only", "_delta_log/*5.crc")]
    [InlineData("dv-partitioned-with-checkpoint", "*.bin")]
    [InlineData("dv-partitioned-with-checkpoint", "_delta_log/*.checkpoint.parquet")]
    public async Task Damage_is_noticed_or_harmless(string table, string pattern)
    {
        Copy(ConformanceData.RequireTable(table), _rig.TableDirectory);
        string directory = Path.Join(_rig.TableDirectory, Path.GetDirectoryName(pattern));
        string[] files = Directory.GetFiles(directory, Path.GetFileName(pattern));
        Array.Sort(files, StringComparer.Ordinal);
        await new DamageTrial(_rig, files[^1], Places, mustName: LakeTableRig.Root).RunAsync();
    }

    private static void Copy(string from, string to)
    {
        foreach (string path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Join(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
