using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Model;

/// <summary>Does each step to a table and to its twin, and compares them. The files hold their rows as text.</summary>
internal sealed class TwinDriver
{
    private const string Root = "db/t";
    private const int Partitions = 3;
    private const string Property = "model.value";

    private static readonly TableField[] Fields = [new("id", "BIGINT"), new("p", "INTEGER")];

    private readonly ManualTimeProvider _time;
    private readonly Func<IObjectStore> _open;
    private readonly int _checkpointInterval;
    private readonly SequentialIdSource _ids = new();
    private readonly TwinTable _twin = new();
    private IObjectStore _store;
    private DeltaTable _table;
    private int _numbers;

    /// <param name="open">Gives the store, again after each time the table is opened anew.</param>
    /// <param name="checkpointInterval">After how many commits one is written without being asked for.</param>
    public TwinDriver(ManualTimeProvider time, Func<IObjectStore> open, int checkpointInterval)
    {
        (_time, _open, _checkpointInterval) = (time, open, checkpointInterval);
        _store = open();
        _table = NewTable();
    }

    public async Task RunAsync(IReadOnlyList<TableStep> steps, CancellationToken cancellationToken)
    {
        await AppendAsync(0, cancellationToken);
        foreach (TableStep step in steps)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await DoAsync(step, cancellationToken);
            RequireSame(_twin.Newest, _twin.Versions.Count - 1, await _table.RequireAsync(cancellationToken));
        }

        TableSnapshot loaded = await NewTable().RequireAsync(cancellationToken);
        RequireSame(_twin.Newest, _twin.Versions.Count - 1, loaded);
        await RequireRowsAsync(_twin.Newest, cancellationToken);
    }

    private Task DoAsync(TableStep step, CancellationToken cancellationToken) => step.Kind switch
    {
        TableStepKind.Append => AppendAsync(step.Choice, cancellationToken),
        TableStepKind.Overwrite => OverwriteAsync(step.Choice, cancellationToken),
        TableStepKind.OverwritePartitions => OverwritePartitionsAsync(step.Choice, cancellationToken),
        TableStepKind.Replace => ReplaceAsync(step.Choice, cancellationToken),
        TableStepKind.Optimize => OptimizeAsync(step.Choice % Partitions, cancellationToken),
        TableStepKind.Checkpoint => _table.CheckpointAsync(cancellationToken),
        TableStepKind.Restore => RestoreAsync(step.Choice % _twin.Versions.Count, cancellationToken),
        TableStepKind.Vacuum => VacuumAsync(cancellationToken),
        TableStepKind.SetProperty => SetPropertyAsync(step.Choice % 2, cancellationToken),
        TableStepKind.Read => ReadAsync(step.Choice, cancellationToken),
        TableStepKind.Reopen => Task.FromResult(Reopen()),
        _ => throw new InvalidOperationException($"no way to do {step}"),
    };

    private async Task AppendAsync(int choice, CancellationToken cancellationToken)
    {
        TwinFile file = NewFile(choice % Partitions, choice % 4);
        IReadOnlyList<TwinFile> before = _twin.Versions.Count == 0 ? [] : _twin.Newest.Files;
        TableWrite write = Write(WriteMode.Append, file);
        await CommitAsync(_twin.Versions.Count > 0 ? write : Create(write), [.. before, file], cancellationToken);
    }

    private Task OverwriteAsync(int choice, CancellationToken cancellationToken)
    {
        TwinFile[] files = [NewFile(choice % Partitions, 2), NewFile((choice + 1) % Partitions, 1)];
        return CommitAsync(Write(WriteMode.Overwrite, files), files, cancellationToken);
    }

    private Task OverwritePartitionsAsync(int choice, CancellationToken cancellationToken)
    {
        TwinFile file = NewFile(choice % Partitions, choice % 3);
        return CommitAsync(
            Write(WriteMode.OverwritePartitions, file),
            [.. _twin.Newest.Files.Where(other => other.Partition != file.Partition), file],
            cancellationToken);
    }

    /// <summary>As a merge does: a file goes, another comes with its rows but one, and with new ones.</summary>
    private Task ReplaceAsync(int choice, CancellationToken cancellationToken)
    {
        IReadOnlyList<TwinFile> files = _twin.Newest.Files;
        if (files.Count == 0)
        {
            return Task.CompletedTask;
        }

        TwinFile old = files[choice % files.Count];
        TwinFile added = NewFile(old.Partition, 1);
        added = added with { Rows = [.. old.Rows.Skip(1), .. added.Rows] };
        return ReplaceAsync([old], added, dataChange: true, cancellationToken);
    }

    /// <summary>All files of a partition become one.</summary>
    private Task OptimizeAsync(int partition, CancellationToken cancellationToken)
    {
        TwinFile[] old = [.. _twin.Newest.Files.Where(file => file.Partition == partition)];
        return old.Length < 2
            ? Task.CompletedTask
            : ReplaceAsync(
                old,
                NewFile(partition, 0) with { Rows = [.. old.SelectMany(file => file.Rows)] },
                dataChange: false,
                cancellationToken);
    }

    private Task ReplaceAsync(
        IReadOnlyList<TwinFile> old, TwinFile added, bool dataChange, CancellationToken cancellationToken) =>
        CommitAsync(
            Write(WriteMode.ReplaceFiles, added) with
            {
                RemovedPaths = [.. old.Select(file => file.Path)],
                ReadVersion = _twin.Versions.Count - 1,
                DataChange = dataChange,
            },
            [.. _twin.Newest.Files.Except(old), added],
            cancellationToken);

    private async Task RestoreAsync(int version, CancellationToken cancellationToken)
    {
        TableRestorer restorer = new(_table);
        TwinVersion target = _twin.Versions[version];
        if (!_twin.IsReadable(target))
        {
            await RequireGoneAsync(() => restorer.PlanAsync(new AsOf.Version(version), cancellationToken));
            return;
        }

        RestorePlan plan = await restorer.PlanAsync(new AsOf.Version(version), cancellationToken);
        Assert.Equal(_twin.Versions.Count, await restorer.RunAsync(plan, cancellationToken));
        _twin.Commit(target.Files, target.Properties, _time.GetUtcNow());
    }

    private async Task VacuumAsync(CancellationToken cancellationToken)
    {
        TableVacuum vacuum = new(_table);
        VacuumRequest request = new() { Retention = TimeSpan.Zero, AllowShortRetention = true };
        await vacuum.RunAsync(await vacuum.PlanAsync(request, cancellationToken), progress: null, cancellationToken);
        _twin.Vacuum();
    }

    private async Task SetPropertyAsync(int value, CancellationToken cancellationToken)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        long? version = await new PropertyEditor(_table).ChangeAsync(
            new Dictionary<string, string> { [Property] = text }, [], cancellationToken);
        bool changes = _twin.Newest.Properties.GetValueOrDefault(Property) != text;
        Assert.Equal(changes ? _twin.Versions.Count : null, version);
        if (changes)
        {
            _twin.Commit(
                _twin.Newest.Files, new Dictionary<string, string> { [Property] = text }, _time.GetUtcNow());
        }
    }

    /// <summary>An earlier version, by number or by its time.</summary>
    private async Task ReadAsync(int choice, CancellationToken cancellationToken)
    {
        int number = choice / 2 % _twin.Versions.Count;
        TwinVersion version = _twin.Versions[number];
        AsOf asOf = choice % 2 == 0 ? new AsOf.Version(number) : new AsOf.Moment(version.At);
        TableSnapshot snapshot = (await _table.LoadAsync(asOf, cancellationToken))!;
        RequireSame(version, number, snapshot);
        if (_twin.IsReadable(version))
        {
            await _table.RequireFilesAsync(snapshot, snapshot.Files, cancellationToken);
            await RequireRowsAsync(version, cancellationToken);
        }
        else
        {
            await RequireGoneAsync(() => _table.RequireFilesAsync(snapshot, snapshot.Files, cancellationToken));
        }
    }

    private bool Reopen()
    {
        _store = _open();
        _table = NewTable();
        return true;
    }

    private async Task CommitAsync(
        TableWrite write, IReadOnlyList<TwinFile> files, CancellationToken cancellationToken)
    {
        foreach (TwinFile file in files.Where(file => write.Added.Any(added => added.Path == file.Path)))
        {
            await _store.PutAsync(
                $"{Root}/{file.Path}",
                Encoding.UTF8.GetBytes(file.Content),
                PutCondition.IfAbsent,
                cancellationToken);
        }

        CommitResult.Committed committed =
            Assert.IsType<CommitResult.Committed>(await _table.CommitAsync(write, cancellationToken));
        Assert.Equal(_twin.Versions.Count, committed.Version);
        IReadOnlyDictionary<string, string> properties =
            _twin.Versions.Count == 0 ? new Dictionary<string, string>() : _twin.Newest.Properties;
        _twin.Commit(files, properties, _time.GetUtcNow());
    }

    private static void RequireSame(TwinVersion expected, int number, TableSnapshot found)
    {
        Assert.Equal(number, found.Version);
        Assert.Equal(expected.Files.Select(file => file.Path), found.Files.Select(file => file.Path));
        Assert.Equal(expected.Files.Sum(file => file.Rows.Count), found.RowCount);
        Assert.Equal(expected.Files.Sum(file => file.Content.Length), found.SizeBytes);
        Assert.Equal(
            expected.Properties.GetValueOrDefault(Property), found.Properties.GetValueOrDefault(Property));
    }

    private async Task RequireRowsAsync(TwinVersion version, CancellationToken cancellationToken)
    {
        foreach (TwinFile file in version.Files)
        {
            byte[]? content = await _store.ReadAsync($"{Root}/{file.Path}", cancellationToken);
            Assert.Equal(file.Content, content is null ? null : Encoding.UTF8.GetString(content));
        }
    }

    private static async Task RequireGoneAsync(Func<Task> read)
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(read);
        Assert.Equal(ErrorCodes.VersionGone, exception.Code);
    }

    private TwinFile NewFile(int partition, int rows)
    {
        int number = ++_numbers;
        return new TwinFile(
            $"p={partition}/part-{number}",
            partition,
            [.. Enumerable.Range(0, rows + 1).Select(i => (number * 10) + i)]);
    }

    private static TableWrite Write(WriteMode mode, params TwinFile[] files) => new()
    {
        Mode = mode,
        Fields = Fields,
        PartitionColumns = ["p"],
        Added = [.. files.Select(ToDataFile)],
        Operation = "WRITE",
    };

    private TableWrite Create(TableWrite write) => write with
    {
        Properties = new Dictionary<string, string?>
        {
            ["delta.checkpointInterval"] = _checkpointInterval.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static DataFile ToDataFile(TwinFile file) => new()
    {
        Path = file.Path,
        PartitionValues = new Dictionary<string, string?>
        {
            ["p"] = file.Partition.ToString(CultureInfo.InvariantCulture),
        },
        SizeBytes = file.Content.Length,
        ModifiedUnixMs = 1,
        Statistics = new JsonObject { ["numRecords"] = file.Rows.Count },
    };

    private DeltaTable NewTable() => new(_store, Root, TableRig.Engine, _time, _ids);
}
