using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class MemoryTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Rows_of_several_times_the_memory_pass_through_it()
    {
        await using PostgresRig rig = new(await postgres.CreateDatabaseAsync()) { MemoryBytesMax = 160L << 20 };
        await rig.RunAsync(
            "CREATE TABLE wide AS SELECT i AS id, repeat(md5(i::text), 2000) AS body FROM generate_series(1, 8000) i");

        SourceExtraction extraction = await rig.ExtractAsync(PostgresRig.Table("wide", SourceStrategy.Overwrite));

        object?[] row = (await rig.ReadAsync("SELECT count(*), sum(length(body))::BIGINT FROM t", extraction))[0];
        Assert.Equal([8000L, 8000L * 64_000], row);
    }
}
