using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>Where the SQL of a query comes from: the argument, a file, the input or the lake's named queries.</summary>
internal static class QueryText
{
    private const string InputName = "-";

    private static readonly Argument<string?> SqlArgument = new("sql")
    {
        Description = "The SELECT; without it, it is read from the input",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "SQL",
    };

    private static readonly Option<string?> SqlFile = new("--file", "-f")
    {
        Description = "Read the SQL from a file; - is the input",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Run a named query of the lake",
        HelpName = "QUERY",
    };

    public static void AddTo(Command command)
    {
        command.Arguments.Add(SqlArgument);
        command.Options.Add(SqlFile);
        command.Options.Add(Name);
    }

    /// <exception cref="UsageException">The SQL is said in no way or in several.</exception>
    public static void RequireOne(CommandContext context)
    {
        string?[] ways =
        [
            context.Arguments.GetValue(SqlArgument),
            context.Arguments.GetValue(SqlFile),
            context.Arguments.GetValue(Name),
        ];
        int count = ways.Count(way => way is not null);
        if (count > 1)
        {
            throw new UsageException("give the SQL once: as argument, with --file or with --name");
        }

        if (count == 0 && context.Terminal.IsInputTerminal)
        {
            throw new UsageException("no SQL given; expected tarn query \"SELECT …\", --file FILE or --name QUERY");
        }
    }

    public static async Task<SqlInFile> ReadAsync(
        CommandContext context, IReadOnlyList<NamedQuery> queries, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(Name) is { } name)
        {
            NamedQuery query = queries.FirstOrDefault(query => query.Name == name) ?? throw Unknown(name, queries);
            return query.Source;
        }

        string? file = context.Arguments.GetValue(SqlFile);
        if (file is not null && file != InputName)
        {
            string path = Path.GetFullPath(file, context.Terminal.WorkingDirectory);
            return File.Exists(path)
                ? new SqlInFile(await File.ReadAllTextAsync(path, cancellationToken), new SourceLocation(file, 1, 1))
                : throw new UsageException($"there is no file '{file}'");
        }

        return context.Arguments.GetValue(SqlArgument) is { } sql && sql != InputName
            ? new SqlInFile(sql, new SourceLocation("SQL", 1, 1))
            : new SqlInFile(
                await context.Terminal.Input.ReadToEndAsync(cancellationToken), new SourceLocation("input", 1, 1));
    }

    private static TarnException Unknown(string name, IReadOnlyList<NamedQuery> queries) =>
        new(ErrorCodes.UnknownName, $"there is no query '{name}'")
        {
            Hint = Suggestion.DidYouMean(name, queries.Select(query => query.Name))
                ?? "'tarn ls queries' lists those there are",
        };
}
