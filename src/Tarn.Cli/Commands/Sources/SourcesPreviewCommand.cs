using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Discovery;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Shows some rows of a table of a source, without reading it into the lake.</summary>
internal sealed class SourcesPreviewCommand : LakeCommand
{
    private const int RowsDefault = 10;
    private const int RowsMax = 1_000;

    private static readonly Option<int> Limit = new("--limit")
    {
        Description = $"How many rows, up to {RowsMax} [default: {RowsDefault}]",
        HelpName = "ROWS",
        DefaultValueFactory = _ => RowsDefault,
    };

    public SourcesPreviewCommand()
        : base("preview", "Show some rows of a table of a source")
    {
        Arguments.Add(SourceArgument.Source);
        Arguments.Add(SourceArgument.Table);
        Options.Add(Limit);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        PostgresSourceDefinition source = SourceArgument.FindPostgres(lake, context);
        SourceTable table = SourceArgument.FindTable(source, context)
            ?? (source.Tables.Count == 1 ? source.Tables[0] : throw NoTable(source));
        int limit = Math.Clamp(context.Arguments.GetValue(Limit), 0, RowsMax);
        PreviewedRows preview = await PostgresPreview.RunAsync(source, table, limit, cancellationToken);
        OutputColumn[] columns = [.. preview.Fields.Select(field => new OutputColumn(field.Name))];
        OutputRows rows = OutputRows.Of(columns, preview.Rows.Select(row => row.ToArray<object?>()));
        await context.WriteRowsAsync(rows with { NullText = "NULL" }, cancellationToken);
        return ExitCode.Ok;
    }

    private static TarnException NoTable(SourceDefinition source) =>
        new(ErrorCodes.BadArgument, $"source '{source.Name}' has {source.Tables.Count} tables; which one?")
        {
            Hint = $"its tables: {string.Join(", ", source.Tables.Select(table => table.Name))}",
        };
}
