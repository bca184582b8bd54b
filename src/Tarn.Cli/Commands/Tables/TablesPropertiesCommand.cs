using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Shows or changes the properties of a table.</summary>
internal sealed class TablesPropertiesCommand : ManagedTableCommand
{
    private static readonly OutputColumn[] Columns = [new("property"), new("value")];

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Give a property a value",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> Unset = new("--unset")
    {
        Description = "Take a property out",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    public TablesPropertiesCommand()
        : base("properties", "Show or change the properties of a table")
    {
        Options.Add(Set);
        Options.Add(Unset);
    }

    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        Dictionary<string, string> set = Pairs(context.Arguments.GetValue(Set) ?? []);
        string[] unset = context.Arguments.GetValue(Unset) ?? [];
        if (set.Count + unset.Length == 0)
        {
            return await PrintAsync(context, name, table, cancellationToken);
        }

        return await OwnLakeAsync(
            lake,
            async _ =>
            {
                await new PropertyEditor(table).ChangeAsync(set, unset, cancellationToken);
                return await PrintAsync(context, name, table, cancellationToken);
            },
            cancellationToken);
    }

    private static async Task<ExitCode> PrintAsync(
        CommandContext context, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
        FactSheet sheet = new FactSheet()
            .Add("table", name.ToString())
            .Add("version", snapshot.Version)
            .AddList("properties", Columns, snapshot.Properties
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => new object?[] { property.Key, property.Value }));
        await SheetOutput.WriteAsync(context, sheet, cancellationToken);
        return ExitCode.Ok;
    }

    private static Dictionary<string, string> Pairs(string[] texts)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            pairs[equals > 0 ? text[..equals] : throw new UsageException($"--set is '{text}'; expected NAME=VALUE")] =
                text[(equals + 1)..];
        }

        return pairs;
    }
}
