using System.CommandLine;
using Tarn.Catalog.Lineage;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>What tables and columns are made from, and what is made from them.</summary>
internal sealed class LineageCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
        [new("direction"), new("distance", ColumnKind.Number), new("source"), new("target"), new("kind")];

    private readonly Argument<string> _node = new("TABLE[.COLUMN]") { Description = "Table or column" };

    private readonly Option<bool> _up = new("--up") { Description = "Only what it is made from" };

    private readonly Option<bool> _down = new("--down") { Description = "Only what is made from it" };

    private readonly Option<int?> _depth = new("--depth")
    {
        Description = "How far to follow; default: to the end",
        HelpName = "N",
    };

    private readonly Option<string?> _run = new("--run")
    {
        Description = "As it was in a run: its id, or the start or end of it",
        HelpName = "RUN",
    };

    public LineageCommand()
        : base("lineage", "Say what a table or column is made from, and what is made from it")
    {
        Arguments.Add(_node);
        Options.Add(_up);
        Options.Add(_down);
        Options.Add(_depth);
        Options.Add(_run);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string text = context.Arguments.GetRequiredValue(_node);
        (LineageGraph graph, LineageNode node) = context.Arguments.GetValue(_run) is { } run
            ? await ReadRunAsync(lake, run, text, cancellationToken)
            : await ReadAsync(lake, text, cancellationToken);
        int? depth = context.Arguments.GetValue(_depth);
        bool up = context.Arguments.GetValue(_up);
        bool down = context.Arguments.GetValue(_down);
        List<object?[]> rows = [];
        if (up || !down)
        {
            IReadOnlyList<LineageStep> steps = graph.Up(node, depth);
            rows.AddRange(steps.Select(step => Row("up", step)));
            rows.AddRange(SourceLineage.Rows(lake, node, steps, depth));
        }

        if (down || !up)
        {
            rows.AddRange(graph.Down(node, depth).Select(step => Row("down", step)));
        }

        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>As the SQL of models and views is now.</summary>
    private static async Task<(LineageGraph Graph, LineageNode Node)> ReadAsync(
        LakeHost lake, string text, CancellationToken cancellationToken)
    {
        if (TableOf(text) is not { } table || await lake.Tables.FindAsync(table, cancellationToken) is null)
        {
            throw await lake.Tables.UnknownAsync(string.Join('.', text.Split('.').Take(2)), cancellationToken);
        }

        LineageGraph graph = await lake.ReadLineageAsync(table, cancellationToken);
        return (graph, Find(graph, table, text));
    }

    /// <summary>As it was in a run; the lake may have no such table any more.</summary>
    private static async Task<(LineageGraph Graph, LineageNode Node)> ReadRunAsync(
        LakeHost lake, string id, string text, CancellationToken cancellationToken)
    {
        RunReport run = await lake.Runs.FindAsync(id, cancellationToken)
            ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no run '{id}'")
            {
                Hint = "'tarn runs list' lists the latest",
            };
        RunLineage? kept = await lake.Runs.FindLineageAsync(run.RunId, cancellationToken);
        LineageGraph? graph = kept?.ToGraph();
        return TableOf(text) is { } table && graph?.Columns.ContainsKey(table) == true
            ? (graph, Find(graph, table, text))
            : throw new TarnException(
                ErrorCodes.UnknownName, $"run {run.RunId} filled no table with '{text}' or from it")
            {
                Hint = $"'tarn runs show {run.RunId}' says what it did",
            };
    }

    private static TableName? TableOf(string text) =>
        TableName.TryParse(string.Join('.', text.Split('.').Take(2)).ToLowerInvariant(), out TableName? table)
            ? table
            : null;

    private static LineageNode Find(LineageGraph graph, TableName table, string text)
    {
        string[] parts = text.Split('.', 3);
        if (parts.Length < 3)
        {
            return new LineageNode(table, null);
        }

        IReadOnlyList<string> columns = graph.Columns.GetValueOrDefault(table, []);
        string? column = columns.FirstOrDefault(name => name.Equals(parts[2], StringComparison.OrdinalIgnoreCase));
        return column is null
            ? throw new TarnException(ErrorCodes.UnknownName, $"table '{table}' has no column '{parts[2]}'")
            {
                Hint = Suggestion.DidYouMean(parts[2], columns) ?? $"'tarn show {table}' lists those it has",
            }
            : new LineageNode(table, column);
    }

    private static object?[] Row(string direction, LineageStep step) =>
    [
        direction,
        step.Distance,
        step.Edge.Source.ToString(),
        step.Edge.Target.Column is null ? $"{step.Edge.Target} (rows)" : step.Edge.Target.ToString(),
        Words(step.Edge.Kind.ToString()),
    ];

    /// <summary>As OpenLineage writes it: <c>GROUP_BY</c>, in lower case.</summary>
    private static string Words(string kind) => kind == "GroupBy" ? "group_by" : kind.ToLowerInvariant();
}
