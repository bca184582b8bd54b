using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Queries.Executions.WorkGroups;

/// <summary>The workgroups of a lake.</summary>
public sealed partial class WorkGroupStore(DocumentStore documents, TimeProvider timeProvider)
{
    private const string Folder = "workgroups/";

    /// <summary>In order of name.</summary>
    public async Task<IReadOnlyList<WorkGroup>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await documents.ListAsync(Folder, cancellationToken);
        List<WorkGroup> groups = [];
        foreach (string name in names.Select(name => name[Folder.Length..])
            .Append(WorkGroup.Primary).Distinct().Order(StringComparer.Ordinal))
        {
            if (await FindAsync(name, cancellationToken) is { } group)
            {
                groups.Add(group);
            }
        }

        return groups;
    }

    /// <summary>Null when there is none of that name.</summary>
    public async Task<WorkGroup?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAsync(name, cancellationToken))?.Value ?? Unwritten(name);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none of that name.</exception>
    public async Task<WorkGroup> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw Missing();

    /// <exception cref="TarnException"><c>TN1005</c>: there is one, or its name is none.</exception>
    public async Task CreateAsync(WorkGroup group, CancellationToken cancellationToken)
    {
        if (!IsName(group.Name))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"'{group.Name}' is not the name of a workgroup: letters, digits, '.', '_', '-'");
        }

        if (await FindAsync(group.Name, cancellationToken) is not null)
        {
            throw new TarnException(ErrorCodes.BadArgument, "WorkGroup is already created");
        }

        Check(group);
        await documents.WriteAsync(
            NameOf(group.Name),
            group with { CreatedAt = timeProvider.GetUtcNow() },
            ExecutionsJson.Default.WorkGroup,
            expectedVersion: null,
            cancellationToken);
    }

    /// <summary>Changes one that is there.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN1005</c>: a setting is wrong.</exception>
    public Task UpdateAsync(
        string name, Func<WorkGroup, WorkGroup> change, CancellationToken cancellationToken) => !IsName(name)
        ? throw Missing()
        : documents.UpdateAsync(
            NameOf(name),
            current =>
            {
                WorkGroup changed = change(current ?? Unwritten(name) ?? throw Missing());
                Check(changed);
                return changed;
            },
            ExecutionsJson.Default.WorkGroup,
            cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN1005</c>: it is the first one.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (name == WorkGroup.Primary)
        {
            throw new TarnException(ErrorCodes.BadArgument, "primary WorkGroup can not be deleted");
        }

        await GetAsync(name, cancellationToken);
        await documents.DeleteAsync(NameOf(name), cancellationToken);
    }

    /// <summary>The first one is there from the start; its document is written by its first change.</summary>
    private static WorkGroup? Unwritten(string name) =>
        name == WorkGroup.Primary ? new WorkGroup { Name = WorkGroup.Primary } : null;

    private static TarnException Missing() => new(ErrorCodes.UnknownName, "WorkGroup is not found.");

    private static void Check(WorkGroup group)
    {
        const long least = 10_000_000;
        if (group.ScannedBytesMax < least)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"BytesScannedCutoffPerQuery is {group.ScannedBytesMax}, expected at least {least}");
        }

        if (group.OutputLocation is { } location)
        {
            Results.ResultPlace.Of(location, "result", Results.ResultForm.Csv);
        }
    }

    private static string NameOf(string name) => Folder + name;

    private static bool IsName(string name) => NamePattern().IsMatch(name);

    private Task<Document<WorkGroup>?> ReadAsync(string name, CancellationToken cancellationToken) =>
        IsName(name)
            ? documents.ReadAsync(NameOf(name), ExecutionsJson.Default.WorkGroup, cancellationToken)
            : Task.FromResult<Document<WorkGroup>?>(null);

    [GeneratedRegex(@"^[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex NamePattern();
}
