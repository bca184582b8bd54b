using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.Log;
using Tarn.Tables.Reading;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Changes;

/// <summary>Reads which rows of a table changed, version by version ("Change Data Files").</summary>
public sealed class ChangeFeed(DeltaTable table)
{
    private const string HowToSwitchOn = "'tarn tables properties TABLE --set delta.enableChangeDataFeed=true' "
        + "switches it on for the versions that follow.";

    /// <summary>Finds the files that tell the changes, and makes sure that they are there.</summary>
    /// <param name="from">The first version; of a moment the first that is not before it.</param>
    /// <param name="to">The last version; of a moment the newest that is not after it; null is the newest.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: no such version; <c>TN1005</c>: the last is before the first; <c>TN5007</c>: a version or its
    /// files are gone; <c>TN5008</c>: the feed was off in a version; <c>TN5004</c>: the columns changed meanwhile so
    /// that older rows do not fit; <c>TN2008</c>: there is no table.
    /// </exception>
    public async Task<ChangeSet> ReadAsync(AsOf from, AsOf? to, CancellationToken cancellationToken)
    {
        TableSnapshot newest = await table.RequireAsync(cancellationToken);
        TableSnapshot last = to is null ? newest : (await table.LoadAsync(to, cancellationToken))!;
        LogListing listing = await table.Log.ListAsync(cancellationToken);
        long firstVersion = await FirstVersionAsync(from, listing, cancellationToken);
        if (firstVersion > last.Version && from is AsOf.Version)
        {
            throw to is null
                ? new TarnException(
                    ErrorCodes.UnknownName,
                    $"table '{table.Name}' has no version {firstVersion}; the newest is {last.Version}")
                : new TarnException(
                    ErrorCodes.BadArgument, $"version {firstVersion} is after {last.Version}, the last one wanted");
        }

        List<FilePart> told = [];
        List<FilePart> derived = [];
        bool hasOtherSchemas = false;
        SnapshotState? state = null;
        for (long version = firstVersion; version <= last.Version; version++)
        {
            ObjectInfo entry = listing.Commits.GetValueOrDefault(version) ?? throw Gone(version);
            Commit commit = (await table.Log.ReadRangeAsync(version, version, cancellationToken))[0];
            state = state is null
                ? (await table.Log.LoadAsync(version, cancellationToken))!
                : Advance(state, commit);
            RequireOn(state, version);
            hasOtherSchemas |= !Fits(state, last, version);
            DateTimeOffset time = CommitInfo.Timestamp(commit.Info, state.Metadata) ?? entry.LastModified;
            CommitChanges changes = new(commit, time, table.Name);
            FilePart[] parts = [.. changes.Told, .. changes.Derived];
            await RequirePresentAsync(version, parts, cancellationToken);
            told.AddRange(changes.Told);
            derived.AddRange(changes.Derived);
        }

        return new ChangeSet(table, last, told, derived, hasOtherSchemas);
    }

    /// <summary>Only what rules and columns are matters from version to version, not which files there are.</summary>
    private static SnapshotState Advance(SnapshotState state, Commit commit) => state with
    {
        Version = commit.Version,
        Metadata = commit.Metadata ?? state.Metadata,
        Protocol = commit.Protocol ?? state.Protocol,
    };

    private async Task<long> FirstVersionAsync(
        AsOf from, LogListing listing, CancellationToken cancellationToken)
    {
        if (from is not AsOf.Moment(DateTimeOffset at))
        {
            return ((AsOf.Version)from).Number;
        }

        try
        {
            return await table.Log.FindVersionAsync(at.AddTicks(-1), cancellationToken) + 1 ?? 0;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName
            && listing.Commits.ContainsKey(0))
        {
            return 0;
        }
    }

    /// <summary>Gives true when the version has the columns that the rows are to have.</summary>
    private bool Fits(SnapshotState state, TableSnapshot last, long version)
    {
        if (state.Metadata.SchemaString == last.State.Metadata.SchemaString)
        {
            return true;
        }

        Dictionary<string, string> widening = new(state.Metadata.Configuration)
        {
            [TableProperties.TypeWideningKey] = "true",
        };
        try
        {
            SchemaEvolution.Apply(
                state.Metadata with { Configuration = widening },
                [.. last.Fields.Select(field => field with { Nullable = true })],
                table.Name);
            return false;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.SchemaMismatch)
        {
            throw new TarnException(
                ErrorCodes.SchemaMismatch,
                $"the changes of version {version} do not fit the columns of version {last.Version}: "
                + exception.Message,
                exception)
            {
                Hint = "Read the changes up to the version before the columns changed, and those after it by "
                    + "themselves.",
            };
        }
    }

    private void RequireOn(SnapshotState state, long version)
    {
        if (!ProtocolSupport.HasChangeFeed(state.Protocol, state.Metadata))
        {
            throw new TarnException(
                ErrorCodes.ChangeFeedOff, $"table '{table.Name}' has no change data feed in version {version}")
            {
                Hint = HowToSwitchOn,
            };
        }
    }

    private Task RequirePresentAsync(long version, FilePart[] parts, CancellationToken cancellationToken)
    {
        IEnumerable<DataFile> files = parts.SelectMany(part => part.Only is null
            ? [part.File]
            : (DataFile[])[part.File, part.File with { DeletionVector = part.Only }]);
        return FilePresence.RequireAsync(table.Store, table.Root, version, [.. files], cancellationToken);
    }

    private TarnException Gone(long version) => new(
        ErrorCodes.VersionGone,
        $"the changes of version {version} of table '{table.Name}' cannot be read any more: its log is gone")
    {
        Hint = "Choose a later version: 'tarn history' lists them.",
    };
}
