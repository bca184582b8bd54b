using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>Everything there is to know about a table, model, job or named query.</summary>
internal sealed class ShowCommand : LakeCommand
{
    private static readonly Argument<string> Target = new("name")
    {
        Description = "Name of a table, model, job or query",
        HelpName = "NAME",
    };

    public ShowCommand()
        : base("show", "Describe a table, model, job or query")
    {
        Arguments.Add(Target);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        SheetOutput.RequireFormat(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        FactSheet sheet = await DescribeAsync(lake, context.Arguments.GetRequiredValue(Target), cancellationToken);
        await SheetOutput.WriteAsync(context, sheet, cancellationToken);
        return ExitCode.Ok;
    }

    private static async Task<FactSheet> DescribeAsync(
        LakeHost lake, string name, CancellationToken cancellationToken)
    {
        if (TableName.TryParse(name.ToLowerInvariant(), out TableName? tableName)
            && await lake.Tables.FindAsync(tableName, cancellationToken) is { } table)
        {
            return await TableSheet.CreateAsync(lake, table, cancellationToken);
        }

        if (lake.Definition.Jobs.FirstOrDefault(job => job.Name == name) is { } job)
        {
            return Describe(job);
        }

        return lake.Definition.Queries.FirstOrDefault(query => query.Name == name) is { } query
            ? Describe(query)
            : throw await UnknownAsync(lake, name, cancellationToken);
    }

    private static FactSheet Describe(JobDefinition job) => new FactSheet()
        .Add("job", job.Name)
        .AddList(
            "models",
            [new("model"), new("materialized"), new("reads")],
            job.Models.Select(model => new object?[]
            {
                model.Table.ToString(), Words.Of(model.Materialized), string.Join(", ", model.Inputs),
            }));

    private static FactSheet Describe(NamedQuery query) => new FactSheet()
        .Add("query", query.Name)
        .Add("description", query.Description)
        .Add("file", query.SqlStart.ToString())
        .Add("run", $"tarn query --name {query.Name}")
        .AddList("sql", [new("line")], query.Sql.Split('\n').Select(line => new object?[] { line }));

    private static async Task<TarnException> UnknownAsync(
        LakeHost lake, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> tables = await lake.Tables.ListNamesAsync(cancellationToken);
        IEnumerable<string> names = tables
            .Concat(lake.Definition.Jobs.Select(job => job.Name))
            .Concat(lake.Definition.Queries.Select(query => query.Name));
        return new TarnException(ErrorCodes.UnknownName, $"there is no table, model, job or query '{name}'")
        {
            Hint = Suggestion.DidYouMean(name, names) ?? "'tarn ls' lists the tables",
        };
    }
}
