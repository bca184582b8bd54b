using System.CommandLine;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Discovery;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Looks what a database has, and writes a definition to begin with.</summary>
internal sealed class SourcesDiscoverCommand : LocalCommand
{
    private const string Zone = "raw";

    private static readonly OutputColumn[] Columns =
    [
        new("schema"), new("table"), new("kind"), new("rows", ColumnKind.Count), new("bytes", ColumnKind.Bytes),
        new("columns", ColumnKind.Count), new("key"), new("readable"),
    ];

    private static readonly Argument<string> Variable = new("variable")
    {
        Description = "Environment variable that has the database's URL, postgresql://…",
        HelpName = "VARIABLE",
    };

    private static readonly Option<string?> Schema = new("--schema")
    {
        Description = "Only tables of this schema",
        HelpName = "SCHEMA",
    };

    private static readonly Option<bool> List = new("--list")
    {
        Description = "List the tables instead of writing a definition",
    };

    public SourcesDiscoverCommand()
        : base("discover", "Write a definition to begin with from what a PostgreSQL database has")
    {
        Arguments.Add(Variable);
        Options.Add(Schema);
        Options.Add(List);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string variable = context.Arguments.GetRequiredValue(Variable);
        IReadOnlyList<DiscoveredTable> tables = await PostgresDiscovery.RunAsync(
            SourceOf(context, variable), context.Arguments.GetValue(Schema), cancellationToken);
        if (context.Arguments.GetValue(List))
        {
            await context.WriteRowsAsync(OutputRows.Of(Columns, tables.Select(RowOf)), cancellationToken);
        }
        else
        {
            context.Terminal.Output.Write(StartingDefinition.Write($"${{env:{variable}}}", Zone, tables));
        }

        return ExitCode.Ok;
    }

    private static PostgresSourceDefinition SourceOf(CommandContext context, string variable)
    {
        string text = context.Terminal.Variable(variable) ?? throw new TarnException(
            ErrorCodes.BadArgument, $"there is no environment variable '{variable}'")
        {
            Hint = "set it to postgresql://user:password@host:port/database; an argument would be seen by others",
        };
        PostgresUrl url = PostgresUrl.TryParse(text, out string? problem) ?? throw new TarnException(
            ErrorCodes.BadArgument, $"the URL in '{variable}' cannot be used: {problem}");
        PostgresConnectionSettings settings = new() { Server = url.Server };
        return new PostgresSourceDefinition
        {
            Name = "discover",
            Place = new SourceLocation(variable, 1, 1),
            Connection = settings with { Tls = url.Tls ?? settings.Tls },
        };
    }

    private static object?[] RowOf(DiscoveredTable table) =>
    [
        table.Schema, table.Name, table.Kind, table.RowsAbout, table.Bytes, table.Columns.Count,
        string.Join(", ", table.Key), table.CanRead,
    ];
}
