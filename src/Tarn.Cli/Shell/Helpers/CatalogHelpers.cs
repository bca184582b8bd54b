using System.IO.Enumeration;
using Tarn.Catalog;
using Tarn.Cli.Commands;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Shell.Helpers;

/// <summary>Helpers that list and describe what the lake has.</summary>
internal static class CatalogHelpers
{
    private static readonly OutputColumn[] TableColumns =
        [new("table"), new("kind"), new("rows", ColumnKind.Count), new("size", ColumnKind.Bytes), new("description")];

    public static Task ListDatabasesAsync(string argument, ShellSession session, CancellationToken cancellationToken) =>
        StatementOutput.WriteAsync(
            session.Context,
            session.Lake,
            new Queries.Statements.Statement.ShowDatabases(Pattern: null),
            session.Settings.Target,
            cancellationToken);

    public static Task ListTablesAsync(string argument, ShellSession session, CancellationToken cancellationToken) =>
        ListAsync(argument, kind => kind != TableKind.View, session, cancellationToken);

    public static Task ListViewsAsync(string argument, ShellSession session, CancellationToken cancellationToken) =>
        ListAsync(argument, kind => kind == TableKind.View, session, cancellationToken);

    public static async Task DescribeAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        CatalogTable table = TableName.TryParse(argument.ToLowerInvariant(), out TableName? name)
            ? await session.Lake.Tables.GetAsync(name, cancellationToken)
            : throw await session.Lake.Tables.UnknownAsync(argument, cancellationToken);
        FactSheet sheet = await TableSheet.CreateAsync(session.Lake, table, cancellationToken);
        await sheet.WriteTextAsync(
            session.Context.Terminal.Output,
            session.Context.OutputPalette,
            () => session.Context.CreateWriter(OutputFormat.Auto),
            cancellationToken);
    }

    public static async Task ListFunctionsAsync(
        string argument, ShellSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> functions = await session.Names.ListFunctionsAsync(cancellationToken);
        await WriteAsync(
            [new OutputColumn("function")],
            functions.Where(name => Fits(argument, name)).Select(name => new object?[] { name }),
            session,
            cancellationToken);
    }

    private static async Task ListAsync(
        string pattern, Func<TableKind, bool> isMeant, ShellSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableSummary> tables = await session.Lake.Descriptions.SummarizeAllAsync(cancellationToken);
        await WriteAsync(
            TableColumns,
            tables.Where(table => isMeant(table.Kind) && Fits(pattern, table.Name.ToString()))
                .Select(table => new object?[]
                {
                    table.Name.ToString(), Words.Of(table.Kind), table.Rows, table.SizeBytes, table.Description,
                }),
            session,
            cancellationToken);
    }

    private static Task<long> WriteAsync(
        IReadOnlyList<OutputColumn> columns,
        IEnumerable<object?[]> rows,
        ShellSession session,
        CancellationToken cancellationToken) =>
        session.Context.CreateWriter(session.Settings.Target.Format)
            .WriteAsync(OutputRows.Of(columns, rows), cancellationToken);

    /// <summary>Without a star, names that have the text in them.</summary>
    private static bool Fits(string pattern, string name) => pattern.Contains('*', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(pattern, name)
        : name.Contains(pattern, StringComparison.OrdinalIgnoreCase);
}
