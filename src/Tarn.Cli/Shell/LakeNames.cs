using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries.SystemTables;

namespace Tarn.Cli.Shell;

/// <summary>The names of a lake as they are now; functions are looked up once for each dialect.</summary>
internal sealed class LakeNames(LakeHost lake, Func<SqlDialect> dialect) : IShellNames
{
    private readonly Dictionary<SqlDialect, IReadOnlyList<string>> _functions = [];

    public async Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await lake.Tables.ListNamesAsync(cancellationToken);
        return [.. names, .. SystemNames.All.Select(name => $"system.{name}")];
    }

    public async Task<IReadOnlyList<string>> ListColumnsAsync(TableName table, CancellationToken cancellationToken)
    {
        try
        {
            TableDescription found = await lake.Descriptions.DescribeAsync(table, cancellationToken);
            return [.. found.Columns.Select(column => column.Name)];
        }
        catch (TarnException)
        {
            // Completing a word is no place to say what is wrong with a table.
            return [];
        }
    }

    public async Task<IReadOnlyList<string>> ListFunctionsAsync(CancellationToken cancellationToken)
    {
        SqlDialect current = dialect();
        if (!_functions.TryGetValue(current, out IReadOnlyList<string>? functions))
        {
            functions = await SqlVocabulary.ListFunctionsAsync(lake.Engine, current, cancellationToken);
            _functions[current] = functions;
        }

        return functions;
    }
}
