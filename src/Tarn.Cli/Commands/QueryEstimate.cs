using System.CommandLine;
using Tarn.Cli.Output;
using Tarn.Queries.Limits;
using Tarn.Queries.Scanning;

namespace Tarn.Cli.Commands;

/// <summary>What a query would read at most, one row per table.</summary>
internal static class QueryEstimate
{
    private static readonly OutputColumn[] Columns =
    [
        new("table"), new("files", ColumnKind.Count), new("files_total", ColumnKind.Count),
        new("bytes_max", ColumnKind.Bytes), new("dollars_max", ColumnKind.Number),
    ];

    public static Option<bool> Option { get; } = new("--estimate")
    {
        Description = "Say what the statement would read at most, and do not run it",
    };

    public static async Task WriteAsync(
        CommandContext context,
        IReadOnlyList<ScanEstimate> tables,
        QueryPrice price,
        OutputTarget target,
        CancellationToken cancellationToken)
    {
        IEnumerable<object?[]> rows = tables.Select(table => new object?[]
        {
            table.Name.ToString(),
            table.FilesRead,
            table.FilesTotal,
            table.BytesMax,
            price.DollarsOf(table.BytesMax),
        });
        await context.CreateWriter(target.Format).WriteAsync(OutputRows.Of(Columns, rows), cancellationToken);
    }
}
