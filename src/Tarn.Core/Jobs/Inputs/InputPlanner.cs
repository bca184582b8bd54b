using Tarn.Catalog;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Jobs.Inputs;

/// <summary>Finds out what is new for a model: looks at its inputs, its bookmark and its table.</summary>
internal sealed class InputPlanner(TableCatalog catalog, BookmarkStore bookmarks)
{
    public async Task<InputPlan> PlanAsync(
        ModelDefinition model, bool fullRefresh, CancellationToken cancellationToken)
    {
        CatalogTable.Managed table = (CatalogTable.Managed)await catalog.GetAsync(model.Table, cancellationToken);
        TableSnapshot? target = await catalog.FindSnapshotAsync(table, cancellationToken);
        Bookmark? bookmark = await bookmarks.ReadAsync(model.Table, cancellationToken);
        List<ModelInput> inputs = await ResolveAsync(model, cancellationToken);
        string definitionHash = Fingerprint.OfDefinition(model, inputs);
        string fingerprint = Identify(model, definitionHash, inputs);
        InputPlan everything = new()
        {
            IsUpToDate = false,
            Rebuilds = true,
            Target = target,
            Inputs = inputs,
            Current = bookmark,
            NewFiles = FilesOf(inputs.Find(input => NameOf(input) == model.Bookmark)),
            Fingerprint = fingerprint,
            DefinitionHash = definitionHash,
        };
        if (model.IsRanged)
        {
            return PlanRanged(model, everything);
        }

        if (fullRefresh || bookmark is null || target is null || !Agrees(target, model, bookmark))
        {
            return everything;
        }

        return model.Materialized == Materialization.Incremental
            ? PlanIncremental(
                model, everything, (await bookmarks.ReadWholeAsync(model.Table, cancellationToken))!)
            : everything with { IsUpToDate = bookmark.Fingerprint == fingerprint };
    }

    /// <summary>Another text when a file of the models' inputs, or a view, was added, changed or taken away.</summary>
    public async Task<string> FindDigestAsync(
        IReadOnlyList<ModelDefinition> models, CancellationToken cancellationToken)
    {
        using Fingerprint fingerprint = new();
        foreach (ModelDefinition model in models)
        {
            foreach (ModelInput input in await ResolveAsync(model, cancellationToken))
            {
                fingerprint.Add(input);
            }
        }

        return fingerprint.ToString();
    }

    /// <summary>Where the models' inputs are, by bucket and beginning of key.</summary>
    public Task<IReadOnlyList<(string Bucket, string Prefix)>> FindPlacesAsync(
        IReadOnlyList<ModelDefinition> models, CancellationToken cancellationToken) =>
        new InputPlaces(catalog).FindAsync(models, cancellationToken);

    /// <summary>A table restored or replaced by hand no longer has the commit that the bookmark speaks of.</summary>
    private static bool Agrees(TableSnapshot target, ModelDefinition model, Bookmark bookmark) =>
        target.Transactions.GetValueOrDefault(model.Table.ToString()) == bookmark.Version;

    /// <summary>
    /// Of a table that is not there yet the range is all there is; its files stay new for other runs. Where other runs
    /// cannot be, none is waited for.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1005</c>: the next run is to build the table anew.</exception>
    private static InputPlan PlanRanged(ModelDefinition model, InputPlan everything)
    {
        InputPlan ranged = everything with { IsRanged = true, NewFiles = [] };
        if (everything.Target is null)
        {
            return ranged;
        }

        bool agrees = everything.Current is { } bookmark && Agrees(everything.Target, model, bookmark);
        if (!agrees && model.Parameters.All(parameter => parameter.Default is not null))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"the bookmark of '{model.Table}' was reset, or its table restored, so that the next run builds it"
                + " anew: a range cannot join it")
            {
                Hint = $"'tarn run -s {model.Table}' builds it; then run again with values for its parameters",
            };
        }

        return ranged with { Rebuilds = false };
    }

    private static InputPlan PlanIncremental(ModelDefinition model, InputPlan everything, Bookmark bookmark)
    {
        int position = everything.Inputs.ToList().FindIndex(input => NameOf(input) == model.Bookmark);
        ModelInput input = everything.Inputs[position];
        Dictionary<string, InputFile> consumed = bookmark.Consumed.ToDictionary(file => file.Key);
        HashSet<(string, string)> rejected =
        [
            .. bookmark.Rejected.Where(file => file.IsSetAside(model.TriesMax)).Select(file => (file.Key, file.ETag)),
        ];
        List<InputFile> fresh =
        [
            .. everything.NewFiles.Where(file =>
                consumed.GetValueOrDefault(file.Key)?.ETag != file.ETag && !rejected.Contains((file.Key, file.ETag))),
        ];
        if (input is ModelInput.Managed && AreRewritten(bookmark.Consumed, everything.NewFiles))
        {
            return everything with
            {
                Notes = [$"{model.Bookmark} has rewritten rows that were read before, so {model.Table} is built anew"],
            };
        }

        HashSet<string> freshKeys = [.. fresh.Select(file => file.Key)];
        ModelInput restricted = Restrict(input, freshKeys);
        List<string> notes = [];
        if (bookmark.DefinitionHash != everything.DefinitionHash)
        {
            notes.Add($"the definition changed since rows were written; 'tarn run -s {model.Table} --full-refresh' "
                + "applies it to all of them");
        }
        else if (bookmark.Fingerprint != everything.Fingerprint)
        {
            notes.Add("files it looks things up in changed since rows were written; "
                + $"'tarn run -s {model.Table} --full-refresh' applies them to all rows");
        }

        return everything with
        {
            IsUpToDate = fresh.Count == 0,
            Rebuilds = false,
            Inputs = [.. everything.Inputs.Select((other, i) => i == position ? restricted : other)],
            NewFiles = fresh,
            Notes = notes,
        };
    }

    private static bool AreRewritten(IReadOnlyList<InputFile> consumed, IReadOnlyList<InputFile> files)
    {
        Dictionary<string, string> present = files.ToDictionary(file => file.Key, file => file.ETag);
        return consumed.Any(file => present.GetValueOrDefault(file.Key) != file.ETag);
    }

    private static ModelInput Restrict(ModelInput input, HashSet<string> keys) => input switch
    {
        ModelInput.Raw raw => raw with { Files = [.. raw.Files.Where(file => keys.Contains(file.Key))] },
        ModelInput.External external =>
            external with { Files = [.. external.Files.Where(file => keys.Contains(file.Object.Key))] },
        ModelInput.Managed managed =>
            managed with { Files = [.. managed.Files.Where(file => keys.Contains(file.Path))] },
        _ => throw new InvalidOperationException("a view has no files to bookmark"),
    };

    private static IReadOnlyList<InputFile> FilesOf(ModelInput? input) => input switch
    {
        ModelInput.Raw raw => [.. raw.Files.Select(file => new InputFile(file.Key, file.SizeBytes, file.ETag))],
        ModelInput.External external =>
        [
            .. external.Files.Select(file => new InputFile(
                file.Object.Key, file.Object.SizeBytes, file.Object.ETag)),
        ],
        ModelInput.Managed managed =>
            [.. managed.Files.Select(file => new InputFile(file.Path, file.SizeBytes, file.DeletionVector?.Id ?? ""))],
        _ => [],
    };

    private static TableName NameOf(ModelInput input) => input switch
    {
        ModelInput.Raw raw => raw.Table.Name,
        ModelInput.External external => external.Table.Name,
        ModelInput.Managed managed => managed.Table.Name,
        ModelInput.View view => view.Table.Name,
        _ => throw new InvalidOperationException($"unknown input {input.GetType().Name}"),
    };

    /// <summary>
    /// Of an incremental model's inputs only the lookups in files count: the files of the bookmarked input are told
    /// apart one by one, and managed tables change with every run.
    /// </summary>
    private static string Identify(ModelDefinition model, string definitionHash, List<ModelInput> inputs)
    {
        using Fingerprint fingerprint = new();
        fingerprint.Add(definitionHash);
        bool isIncremental = model.Materialized == Materialization.Incremental;
        foreach (ModelInput input in inputs.Where(input => !isIncremental || IsLookup(input, model)))
        {
            fingerprint.Add(input);
        }

        return fingerprint.ToString();
    }

    private static bool IsLookup(ModelInput input, ModelDefinition model) =>
        input is not ModelInput.Managed && NameOf(input) != model.Bookmark;

    private async Task<List<ModelInput>> ResolveAsync(ModelDefinition model, CancellationToken cancellationToken)
    {
        List<ModelInput> inputs = [];
        IEnumerable<TableName> lookups = model.Checks.OfType<CheckDefinition.Relationships>()
            .Select(check => check.ToTable);
        foreach (TableName name in model.Inputs.Concat(lookups).Where(name => name != model.Table).Distinct())
        {
            await AddAsync(await catalog.GetAsync(name, cancellationToken), inputs, cancellationToken);
        }

        return inputs;
    }

    private async Task AddAsync(CatalogTable table, List<ModelInput> inputs, CancellationToken cancellationToken)
    {
        if (inputs.Exists(input => NameOf(input) == table.Name))
        {
            return;
        }

        switch (table)
        {
            case CatalogTable.Managed managed:
                TableSnapshot snapshot = await catalog.LoadAsync(managed, cancellationToken);
                inputs.Add(new ModelInput.Managed(managed, snapshot, snapshot.Files));
                break;
            case CatalogTable.Files raw:
                IReadOnlyList<ObjectInfo> files = await FileTableListing
                    .ListAsync(raw.Definition, catalog.Store(raw.Definition), cancellationToken);
                inputs.Add(new ModelInput.Raw(raw, files));
                break;
            case CatalogTable.External external:
                inputs.Add(new ModelInput.External(
                    external, await catalog.ListFilesAsync(external, [], cancellationToken)));
                break;
            case CatalogTable.View view:
                foreach (TableName input in view.Inputs)
                {
                    await AddAsync(await catalog.GetAsync(input, cancellationToken), inputs, cancellationToken);
                }

                inputs.Add(new ModelInput.View(view));
                break;
        }
    }
}
