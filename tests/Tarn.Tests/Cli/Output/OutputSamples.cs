using System.Numerics;
using Tarn.Cli.Output;
using Tarn.Engine.Values;

namespace Tarn.Tests.Cli.Output;

/// <summary>Rows that every writer is tried with.</summary>
internal static class OutputSamples
{
    public static OutputRows Zones() => OutputRows.Of(
        [new("zone"), new("trips", ColumnKind.Number), new("share", ColumnKind.Number)],
        [
            ["JFK Airport", 1234567L, 0.25],
            ["a,b \"c\"|d", null, -1.5],
            ["two\nlines\tand a tab", 3L, double.NaN],
            [null, 0L, 1e300],
            ["", 1L, 0.1],
        ]);

    public static OutputRows AllKindsOfValues() => OutputRows.Of(
        [
            new("flag"), new("huge"), new("money"), new("wide"), new("day"), new("at"), new("instant"), new("time"),
            new("bytes"), new("list"), new("fields"), new("map"), new("either"), new("id"), new("span"),
        ],
        [
            [
                true,
                BigInteger.Parse("-170141183460469231731687303715884105728", null),
                12.50m,
                new EngineDecimal(BigInteger.Parse("12345678901234567890123456789012345678", null), 4),
                new DateOnly(2024, 2, 29),
                new DateTime(2024, 2, 29, 23, 59, 58, 120, DateTimeKind.Unspecified).AddTicks(3450),
                new DateTimeOffset(2024, 2, 29, 1, 0, 0, TimeSpan.FromHours(2)),
                new TimeOnly(7, 5),
                new byte[] { 0xDE, 0xAD },
                new object?[] { 1, null, 3 },
                new StructValue([new("a", 1), new("b", new object?[] { "x\"y" })]),
                new MapValue([new("k", 1.5), new("ü", null)]),
                new UnionValue("number", 7L),
                Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
                new EngineInterval(14, 3, 1_500_000),
            ],
        ]);

    public static async Task<string> WriteAsync(Func<TextWriter, IRowWriter> writer, OutputRows rows)
    {
        StringWriter text = new() { NewLine = "\n" };
        await writer(text).WriteAsync(rows, CancellationToken.None);
        return text.ToString();
    }
}
