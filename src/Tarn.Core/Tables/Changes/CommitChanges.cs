using System.Globalization;
using Tarn.Common;
using Tarn.Tables.Log;
using Tarn.Tables.Reading;

namespace Tarn.Tables.Changes;

/// <summary>
/// The files that tell which rows a version changed ("Reader Requirements for AddCDCFile"): its change files when it
/// has any, otherwise the rows of its adds and removes. What is the same for all rows of a file stands among its
/// partition values.
/// </summary>
/// <param name="table">As messages name it.</param>
internal sealed class CommitChanges(Commit commit, DateTimeOffset time, string table)
{
    private readonly Dictionary<string, RemoveAction> _removes =
        commit.Removes.GroupBy(remove => remove.Path).ToDictionary(group => group.Key, group => group.Last());

    /// <summary>Change files: each row says itself how it changed.</summary>
    public IEnumerable<FilePart> Told =>
        commit.Changes.Select(change => new FilePart(Describe(change.File, null), null));

    /// <summary>Files all of whose rows came or went.</summary>
    /// <exception cref="TarnException"><c>TN5002</c>: a remove does not say its partition.</exception>
    public IEnumerable<FilePart> Derived => commit.Changes.Count > 0 ? [] :
    [
        .. commit.Adds.Where(add => add.DataChange).SelectMany(Added),
        .. commit.Removes
            .Where(remove => remove.DataChange && !commit.Adds.Any(add => add.File.Path == remove.Path))
            .Select(remove => new FilePart(Describe(ToFile(remove), ChangeColumns.Delete), null)),
    ];

    /// <summary>A file that is removed and added again has other deleted rows; those are the change.</summary>
    private IEnumerable<FilePart> Added(AddAction add)
    {
        DataFile now = add.File;
        if (!_removes.TryGetValue(now.Path, out RemoveAction? remove))
        {
            yield return new FilePart(Describe(now, ChangeColumns.Insert), null);
            yield break;
        }

        DataFile before = now with { DeletionVector = remove.DeletionVector };
        if (before.Id == now.Id)
        {
            yield break;
        }

        if (now.DeletionVector is not null)
        {
            yield return new FilePart(Describe(before, ChangeColumns.Delete), now.DeletionVector);
        }

        if (before.DeletionVector is not null)
        {
            yield return new FilePart(Describe(now, ChangeColumns.Insert), before.DeletionVector);
        }
    }

    private DataFile ToFile(RemoveAction remove) => new()
    {
        Path = remove.Path,
        PartitionValues = remove.PartitionValues ?? throw new TarnException(
            ErrorCodes.TableUnsupported,
            $"version {commit.Version} of table '{table}' does not say in which partition '{remove.Path}' was that it "
            + "removed, so its rows cannot be told"),
        SizeBytes = remove.SizeBytes ?? 0,
        ModifiedUnixMs = remove.DeletedUnixMs,
        DeletionVector = remove.DeletionVector,
    };

    private DataFile Describe(DataFile file, string? changeType)
    {
        Dictionary<string, string?> values = new(file.PartitionValues)
        {
            [ChangeColumns.Version] = commit.Version.ToString(CultureInfo.InvariantCulture),
            [ChangeColumns.Timestamp] =
                time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff+00", CultureInfo.InvariantCulture),
        };
        if (changeType is not null)
        {
            values[ChangeColumns.Type] = changeType;
        }

        return file with { PartitionValues = values };
    }
}
