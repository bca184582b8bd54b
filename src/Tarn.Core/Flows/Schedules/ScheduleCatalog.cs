using Tarn.Common;
using Tarn.State;

namespace Tarn.Flows.Schedules;

/// <summary>
/// The schedules of a lake: those that files define, which are read only, and those that clients make. Names are unique
/// within their group. Thread-safe.
/// </summary>
/// <param name="defined">By files.</param>
/// <param name="documents">Where those of clients are kept.</param>
/// <param name="timeProvider">Says when they are made and changed.</param>
public sealed class ScheduleCatalog(
    IReadOnlyList<ScheduleDefinition> defined, DocumentStore documents, TimeProvider timeProvider)
{
    internal const string Folder = "entries/schedules/";

    private readonly NamedEntries<ScheduleGroup> _groups = new(
        documents, "entries/schedulegroups/", "schedule group", FlowsJson.Default.ScheduleGroup);

    private readonly NamedEntries<ScheduleDefinition> _all = new(
        documents, Folder, "schedule", FlowsJson.Default.ScheduleDefinition);

    /// <summary>All, in ordinal order of their groups and names.</summary>
    public async Task<IReadOnlyList<ScheduleDefinition>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. defined.Concat(await _all.ListAsync(cancellationToken))
            .OrderBy(schedule => schedule.Group, StringComparer.Ordinal)
            .ThenBy(schedule => schedule.Name, StringComparer.Ordinal),
    ];

    /// <summary>Null when there is none.</summary>
    public async Task<ScheduleDefinition?> FindAsync(
        string group, string name, CancellationToken cancellationToken) =>
        FindDefined(group, name)
        ?? (DocumentStore.CanName(group) ? await EntriesOf(group).FindAsync(name, cancellationToken) : null);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<ScheduleDefinition> GetAsync(
        string group, string name, CancellationToken cancellationToken) =>
        await FindAsync(group, name, cancellationToken) ?? throw Unknown(group, name);

    /// <summary>Takes one in; whether its target is there is the caller's to say.</summary>
    /// <exception cref="TarnException">
    /// <c>TN5010</c>: there is one already; <c>TN1003</c>: no such group; <c>TN1005</c>: a bad name, expression or
    /// time.
    /// </exception>
    public async Task CreateAsync(ScheduleDefinition schedule, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        ScheduleDefinition made = schedule with { CreatedAt = now, UpdatedAt = now };
        Check(made);
        await GetGroupAsync(schedule.Group, cancellationToken);
        if (FindDefined(schedule.Group, schedule.Name) is not null)
        {
            throw new TarnException(
                ErrorCodes.EntryExists, $"there is a schedule '{schedule.Group}/{schedule.Name}' already");
        }

        await EntriesOf(schedule.Group).AddAsync(schedule.Name, made, cancellationToken);
    }

    /// <summary>Stores what the change makes of it; its name, its group and when it was made stay.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: a file defines it; <c>TN1005</c>: a bad expression or time.
    /// </exception>
    public async Task<ScheduleDefinition> UpdateAsync(
        string group,
        string name,
        Func<ScheduleDefinition, ScheduleDefinition> change,
        CancellationToken cancellationToken)
    {
        RequireOwn(await GetAsync(group, name, cancellationToken));
        await EntriesOf(group).UpdateAsync(
            name,
            current =>
            {
                ScheduleDefinition changed = change(current) with
                {
                    Name = current.Name,
                    Group = current.Group,
                    CreatedAt = current.CreatedAt,
                    UpdatedAt = timeProvider.GetUtcNow(),
                };
                Check(changed);
                return changed;
            },
            cancellationToken);
        return await GetAsync(group, name, cancellationToken);
    }

    /// <summary>False when there is none.</summary>
    /// <exception cref="TarnException"><c>TN3005</c>: a file defines it.</exception>
    public async Task<bool> DeleteAsync(string group, string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(group, name, cancellationToken) is not { } schedule)
        {
            return false;
        }

        RequireOwn(schedule);
        return await EntriesOf(group).DeleteAsync(name, cancellationToken);
    }

    /// <summary>The default group, those of clients and those of files, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<ScheduleGroup>> ListGroupsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ScheduleGroup> made = await _groups.ListAsync(cancellationToken);
        return
        [
            .. defined.Select(schedule => schedule.Group).Append(ScheduleDefinition.DefaultGroup)
                .Distinct()
                .Except(made.Select(group => group.Name))
                .Select(name => new ScheduleGroup { Name = name })
                .Concat(made)
                .OrderBy(group => group.Name, StringComparer.Ordinal),
        ];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<ScheduleGroup> GetGroupAsync(string name, CancellationToken cancellationToken) =>
        (await ListGroupsAsync(cancellationToken)).FirstOrDefault(group => group.Name == name)
        ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no schedule group '{name}'");

    /// <exception cref="TarnException"><c>TN5010</c>: there is one already; <c>TN1005</c>: a bad name.</exception>
    public async Task CreateGroupAsync(ScheduleGroup group, CancellationToken cancellationToken)
    {
        if ((await ListGroupsAsync(cancellationToken)).Any(known => known.Name == group.Name))
        {
            throw new TarnException(ErrorCodes.EntryExists, $"there is a schedule group '{group.Name}' already");
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        await _groups.AddAsync(group.Name, group with { CreatedAt = now, UpdatedAt = now }, cancellationToken);
    }

    /// <summary>Stores what the change makes of it.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: no client has made one of this name.</exception>
    public Task UpdateGroupAsync(
        string name, Func<ScheduleGroup, ScheduleGroup> change, CancellationToken cancellationToken) =>
        _groups.UpdateAsync(
            name, group => change(group) with { UpdatedAt = timeProvider.GetUtcNow() }, cancellationToken);

    /// <summary>Takes a client's group out with its schedules; false when there is none.</summary>
    /// <exception cref="TarnException"><c>TN3005</c>: it is the default one, or files define some of it.</exception>
    public async Task<bool> DeleteGroupAsync(string name, CancellationToken cancellationToken)
    {
        if (name == ScheduleDefinition.DefaultGroup || defined.Any(schedule => schedule.Group == name))
        {
            throw new TarnException(ErrorCodes.StatementNotAllowed, $"schedule group '{name}' cannot be deleted");
        }

        if (!DocumentStore.CanName(name))
        {
            return false;
        }

        foreach (ScheduleDefinition schedule in await EntriesOf(name).ListAsync(cancellationToken))
        {
            await EntriesOf(name).DeleteAsync(schedule.Name, cancellationToken);
        }

        return await _groups.DeleteAsync(name, cancellationToken);
    }

    private static void Check(ScheduleDefinition schedule)
    {
        schedule.ReadTiming();
        if (schedule.Missed.CountMax is < 1 or > MissedRuns.CountAllowedMax)
        {
            throw schedule.Wrong(
                $"makes up for {schedule.Missed.CountMax} missed runs, expected 1 to {MissedRuns.CountAllowedMax}");
        }
    }

    private static void RequireOwn(ScheduleDefinition schedule)
    {
        if (schedule.File is { } file)
        {
            throw new TarnException(
                ErrorCodes.StatementNotAllowed, $"schedule '{schedule.Group}/{schedule.Name}' is defined by a file")
            {
                Hint = $"change {file} and start the server again",
            };
        }
    }

    private static TarnException Unknown(string group, string name) =>
        new(ErrorCodes.UnknownName, $"there is no schedule '{group}/{name}'");

    private ScheduleDefinition? FindDefined(string group, string name) =>
        defined.FirstOrDefault(schedule => schedule.Group == group && schedule.Name == name);

    private NamedEntries<ScheduleDefinition> EntriesOf(string group) => new(
        documents, $"{Folder}{group}/", "schedule", FlowsJson.Default.ScheduleDefinition);
}
