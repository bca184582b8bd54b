using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries.Executions.WorkGroups;
using Tarn.Queries.Limits;
using Tarn.State;

namespace Tarn.Queries.Executions.Prepared;

/// <summary>The prepared statements of a lake's workgroups.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="workGroups">To which they belong.</param>
/// <param name="engine">Parses them.</param>
/// <param name="limits">Of their texts.</param>
/// <param name="timeProvider">Says when they were changed.</param>
public sealed partial class PreparedStatements(
    DocumentStore documents,
    WorkGroupStore workGroups,
    DuckInstance engine,
    QueryLimits limits,
    TimeProvider timeProvider)
{
    /// <summary>In one workgroup, as Athena has it.</summary>
    public const int CountMax = 1000;

    private const string Folder = "prepared-statements/";

    /// <summary>In order of name.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such workgroup.</exception>
    public async Task<IReadOnlyList<PreparedStatement>> ListAsync(
        string workGroup, CancellationToken cancellationToken)
    {
        List<PreparedStatement> statements = [];
        foreach (string name in await ListNamesAsync(workGroup, cancellationToken))
        {
            if (await ReadAsync(name, cancellationToken) is { } statement)
            {
                statements.Add(statement);
            }
        }

        return [.. statements.OrderBy(statement => statement.Name, StringComparer.Ordinal)];
    }

    /// <summary>Null when there is none.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such workgroup.</exception>
    public async Task<PreparedStatement?> FindAsync(
        string workGroup, string name, CancellationToken cancellationToken)
    {
        await workGroups.GetAsync(workGroup, cancellationToken);
        return IsName(name) ? await ReadAsync(PathOf(workGroup, name), cancellationToken) : null;
    }

    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such workgroup; <c>TN1005</c>: the name is none or is taken, or there are too many;
    /// <c>TN2007</c>, <c>TN3005</c>: no statement of Athena's.
    /// </exception>
    public async Task CreateAsync(PreparedStatement statement, CancellationToken cancellationToken)
    {
        if (!IsName(statement.Name))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"'{statement.Name}' is not the name of a prepared statement: a letter or '_', then letters, digits,"
                + " '_', '@', ':'; 256 at most");
        }

        if ((await ListNamesAsync(statement.WorkGroup, cancellationToken)).Count >= CountMax)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"WorkGroup {statement.WorkGroup} has {CountMax} prepared statements already");
        }

        await CheckAsync(statement.Sql, cancellationToken);
        await documents.UpdateAsync(
            PathOf(statement.WorkGroup, statement.Name),
            current => current is null
                ? statement with { ChangedAt = timeProvider.GetUtcNow() }
                : throw new TarnException(
                    ErrorCodes.BadArgument,
                    $"PreparedStatement {statement.Name} already exists in workGroup {statement.WorkGroup}"),
            ExecutionsJson.Default.PreparedStatement,
            cancellationToken);
    }

    /// <param name="workGroup">Its workgroup.</param>
    /// <param name="name">Its name.</param>
    /// <param name="sql">The new text.</param>
    /// <param name="description">Null keeps the one it has.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    /// <returns>False when there is none.</returns>
    /// <exception cref="TarnException"><c>TN2007</c>, <c>TN3005</c>: no statement of Athena's.</exception>
    public async Task<bool> UpdateAsync(
        string workGroup, string name, string sql, string? description, CancellationToken cancellationToken)
    {
        if (await FindAsync(workGroup, name, cancellationToken) is not { } found)
        {
            return false;
        }

        await CheckAsync(sql, cancellationToken);
        await documents.UpdateAsync(
            PathOf(workGroup, name),
            current => (current ?? found) with
            {
                Sql = sql,
                Description = description ?? found.Description,
                ChangedAt = timeProvider.GetUtcNow(),
            },
            ExecutionsJson.Default.PreparedStatement,
            cancellationToken);
        return true;
    }

    /// <returns>False when there is none.</returns>
    public async Task<bool> DeleteAsync(string workGroup, string name, CancellationToken cancellationToken)
    {
        bool isThere = await FindAsync(workGroup, name, cancellationToken) is not null;
        if (isThere)
        {
            await documents.DeleteAsync(PathOf(workGroup, name), cancellationToken);
        }

        return isThere;
    }

    /// <summary>What is said of one that is not there.</summary>
    public static string Missing(string name, string workGroup) =>
        $"PreparedStatement {name} was not found in workGroup {workGroup}";

    /// <exception cref="TarnException"><c>TN2007</c>, <c>TN3005</c>: no statement that can be run.</exception>
    internal Task CheckAsync(string sql, CancellationToken cancellationToken) =>
        StatementText.ReadAsync(sql, database: null, limits, engine, cancellationToken);

    private async Task<IReadOnlyList<string>> ListNamesAsync(string workGroup, CancellationToken cancellationToken)
    {
        WorkGroup group = await workGroups.GetAsync(workGroup, cancellationToken);
        return await documents.ListAsync($"{Folder}{group.Name}/", cancellationToken);
    }

    private async Task<PreparedStatement?> ReadAsync(string path, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(path, ExecutionsJson.Default.PreparedStatement, cancellationToken))?.Value;

    // Names have characters that files may not have, and differ by case.
    private static string PathOf(string workGroup, string name) => $"{Folder}{workGroup}/{UniversalId.Of(name)}";

    private static bool IsName(string name) => NamePattern().IsMatch(name);

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_@:]{0,255}\z")]
    private static partial Regex NamePattern();
}
