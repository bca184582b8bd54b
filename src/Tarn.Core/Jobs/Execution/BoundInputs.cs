using Tarn.Catalog;
using Tarn.Catalog.External;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Storage;

namespace Tarn.Jobs.Execution;

/// <summary>
/// A step's inputs as views of its connection. Files that turn out to be unreadable are left out, whether their footer
/// shows it or only reading them does.
/// </summary>
internal sealed class BoundInputs
{
    private readonly TableScope _scope;
    private readonly IReadOnlyList<ModelInput> _inputs;
    private readonly Dictionary<FileTableDefinition, List<ProbedFile>> _files = [];
    private readonly Dictionary<TableName, IReadOnlyList<ExternalFile>> _external = [];
    private readonly List<RejectedFile> _rejected = [];

    private BoundInputs(TableScope scope, IReadOnlyList<ModelInput> inputs)
    {
        _scope = scope;
        _inputs = inputs;
    }

    /// <summary>Files left out, with the reason.</summary>
    public IReadOnlyList<RejectedFile> Rejected => _rejected;

    public long FileCount => _files.Values.Sum(files => files.Count)
        + External.Count()
        + Managed.Sum(input => input.Files.Count);

    public long Bytes => _files.Values.SelectMany(files => files).Sum(file => file.Object.SizeBytes)
        + External.Sum(file => file.Object.SizeBytes)
        + Managed.Sum(input => input.Files.Sum(file => file.SizeBytes));

    /// <summary>Rows of the managed tables among them.</summary>
    public long ManagedRows => Managed.Sum(input => input.Files.Sum(file => file.RowCount ?? 0));

    /// <summary>The tables, with what is read of them.</summary>
    public IReadOnlyList<StepInput> Tables => [.. _inputs.Select(input => input switch
    {
        ModelInput.Managed managed => Input(managed.Table, managed.Snapshot.Version, managed.Files.Count),
        ModelInput.Raw raw => Input(raw.Table, null, _files[raw.Table.Definition].Count),
        ModelInput.External external => Input(external.Table, null, _external[external.Table.Name].Count),
        ModelInput.View view => Input(view.Table, null, null),
        _ => throw new InvalidOperationException($"unknown input {input.GetType().Name}"),
    })];

    private IEnumerable<ExternalFile> External => _external.Values.SelectMany(files => files);

    private IEnumerable<ModelInput.Managed> Managed => _inputs.OfType<ModelInput.Managed>();

    /// <param name="quotesValues">Whether <c>_malformed</c> of raw tables tells values.</param>
    public static async Task<BoundInputs> BindAsync(
        TableScope scope, IReadOnlyList<ModelInput> inputs, bool quotesValues, CancellationToken cancellationToken)
    {
        scope.Raw.LeavesOutUnreadable = true;
        scope.Raw.ProvesJson = false;
        scope.Raw.QuotesValues = quotesValues;
        BoundInputs bound = new(scope, inputs);
        foreach (ModelInput input in inputs)
        {
            await bound.BindAsync(input, cancellationToken);
        }

        return bound;
    }

    /// <summary>
    /// After a statement failed: reads every file of the raw inputs whole and leaves out those that cannot be.
    /// </summary>
    /// <returns>True when some were left out, so that trying again makes sense.</returns>
    public async Task<bool> LeaveOutDamagedAsync(CancellationToken cancellationToken)
    {
        int before = _rejected.Count;
        foreach ((FileTableDefinition table, List<ProbedFile> files) in _files)
        {
            foreach (ProbedFile file in files.ToArray())
            {
                string? damage = await _scope.Raw.FindDamageAsync(table, file, cancellationToken);
                if (damage is not null)
                {
                    files.Remove(file);
                    Reject(table, file.Object, damage);
                }
            }

            await _scope.BindFilesAsync(table, files, cancellationToken);
        }

        return _rejected.Count > before;
    }

    /// <summary>The files of a raw table that are read; none of other tables.</summary>
    public IReadOnlyList<ProbedFile> FilesOf(TableName name) =>
        [.. _files.Where(table => table.Key.Name == name).SelectMany(table => table.Value)];

    /// <summary>Has the table's name mean these of its files alone, until it is called again.</summary>
    public Task BindOnlyAsync(
        TableName name, IReadOnlyList<ProbedFile> files, CancellationToken cancellationToken) =>
        _scope.BindFilesAsync(_files.Keys.First(table => table.Name == name), files, cancellationToken);

    /// <summary>Leaves out a file that can be read, but makes the model's SQL fail.</summary>
    public void LeaveOut(TableName name, ProbedFile file, string reason, int tries)
    {
        FileTableDefinition table = _files.Keys.First(table => table.Name == name);
        _files[table].Remove(file);
        _rejected.Add(new RejectedFile(
            table.Bucket, file.Object.Key, file.Object.SizeBytes, file.Object.ETag, reason)
        {
            Tries = tries,
        });
    }

    private async Task BindAsync(ModelInput input, CancellationToken cancellationToken)
    {
        switch (input)
        {
            case ModelInput.Managed managed:
                await _scope.BindSnapshotAsync(managed.Table, managed.Snapshot, managed.Files, cancellationToken);
                break;
            case ModelInput.Raw raw:
                FileTableDefinition table = raw.Table.Definition;
                List<ProbedFile> files = [.. await _scope.Raw.ProbeAsync(table, raw.Files, cancellationToken)];
                HashSet<string> readable = [.. files.Select(file => file.Object.Key)];
                foreach (ObjectInfo file in raw.Files.Where(file => !readable.Contains(file.Key)))
                {
                    string reason = _scope.Unreadable.Last(unreadable => unreadable.Key == file.Key).Reason;
                    Reject(table, file, reason);
                }

                _files.Add(table, files);
                await _scope.BindFilesAsync(table, files, cancellationToken);
                break;
            case ModelInput.External external:
                ExternalScan scan = await _scope.BindExternalAsync(external.Table, external.Files, cancellationToken);
                _external.Add(external.Table.Name, scan.Files);
                foreach (UnreadableFile file in scan.Unreadable)
                {
                    ExternalFile found = external.Files.First(other => other.Object.Key == file.Key);
                    _rejected.Add(new RejectedFile(
                        file.Bucket, file.Key, file.SizeBytes, found.Object.ETag, file.Reason));
                }

                break;
            case ModelInput.View view:
                await _scope.CreateViewAsync(view.Table, cancellationToken);
                break;
        }
    }

    private static StepInput Input(CatalogTable table, long? version, int? files) =>
        new(table.Name.ToString(), version, files);

    private void Reject(FileTableDefinition table, ObjectInfo file, string reason) =>
        _rejected.Add(new RejectedFile(table.Bucket, file.Key, file.SizeBytes, file.ETag, reason));
}
