using Tarn.Common;
using Tarn.Queries.Limits;
using Tarn.Queries.Scanning;
using Xunit;

namespace Tarn.Tests.Queries.Scanning;

public sealed class ScanSizeTests(ScanLake lake) : IClassFixture<ScanLake>
{
    [Theory]
    [InlineData("SELECT hash(COLUMNS(*)) FROM staging.wide")]
    [InlineData("SELECT sum(c3), avg(c7) FROM staging.wide")]
    [InlineData("SELECT sum(h), max(name) FROM staging.parts WHERE p = 3")]
    [InlineData("SELECT sum(c1) FROM staging.wide WHERE id BETWEEN 250000 AND 260000")]
    [InlineData("SELECT sum(c1) FROM staging.wide WHERE id IN (5, 499000)")]
    [InlineData("SELECT sum(c1) FROM staging.wide WHERE moment >= TIMESTAMP '2024-01-05 00:00:00'")]
    [InlineData("SELECT sum(h), sum(c2) FROM staging.parts JOIN staging.wide USING (id) WHERE length(name) > 3")]
    [InlineData("SELECT sum(a.c1), sum(b.c2) FROM staging.wide a JOIN staging.wide b USING (id)")]
    [InlineData("SELECT sum(h) FROM curated.halves")]
    [InlineData("SELECT sum(length(word)) FROM raw.texts")]
    [InlineData("SELECT sum(place.x) FROM raw.loose")]
    [InlineData("SELECT max(id + 1) FROM raw.loose")]
    public async Task What_is_said_before_is_what_the_engine_reads(string sql)
    {
        (IReadOnlyList<ScanEstimate> tables, long read) =
            await lake.MeasureAsync(sql, new Dictionary<string, object?>());

        long said = tables.Sum(table => table.BytesMax);
        Assert.True(read > 100_000, $"{read} bytes are too few to compare");
        Assert.InRange(said / (double)read, 0.95, 1.05);
    }

    [Fact]
    public async Task Values_of_parameters_skip_row_groups_too()
    {
        const string sql = "SELECT sum(c1) FROM staging.wide WHERE id >= $from";

        (IReadOnlyList<ScanEstimate> part, long partRead) =
            await lake.MeasureAsync(sql, new Dictionary<string, object?> { ["from"] = 495_000L });
        (IReadOnlyList<ScanEstimate> whole, _) =
            await lake.MeasureAsync(sql, new Dictionary<string, object?> { ["from"] = 0L });

        Assert.InRange(part[0].BytesMax / (double)partRead, 0.95, 1.05);
        Assert.True(part[0].BytesMax * 3 < whole[0].BytesMax, $"{part[0].BytesMax} of {whole[0].BytesMax}");
    }

    [Theory]
    [InlineData("SELECT count(*) FROM staging.wide")]
    [InlineData("SELECT sum(c1) FROM staging.wide WHERE id < 0")]
    public async Task What_metadata_answers_reads_no_data(string sql)
    {
        (IReadOnlyList<ScanEstimate> tables, long read) =
            await lake.MeasureAsync(sql, new Dictionary<string, object?>());

        Assert.Equal(0, Assert.Single(tables).BytesMax);
        Assert.InRange(read, 0, 100_000);
    }

    [Fact]
    public async Task A_limit_of_bytes_counts_columns_and_row_groups()
    {
        (IReadOnlyList<ScanEstimate> one, _) = await lake.MeasureAsync(
            "SELECT sum(c3) FROM staging.wide", new Dictionary<string, object?>());
        QueryLimits limits = new() { ScannedBytesMax = one[0].BytesMax };

        await EstimateAsync("SELECT sum(c3) FROM staging.wide");
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => EstimateAsync("SELECT sum(c3), sum(c4) FROM staging.wide"));

        Assert.Equal(ErrorCodes.ScanLimit, exception.Code);

        Task<IReadOnlyList<ScanEstimate>> EstimateAsync(string sql) => lake.Queries.Within(limits)
            .EstimateAsync(sql, new Dictionary<string, object?>(), asOf: null, TestContext.Current.CancellationToken);
    }
}
