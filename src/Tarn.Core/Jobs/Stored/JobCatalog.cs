using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Selection;
using Tarn.State;

namespace Tarn.Jobs.Stored;

/// <summary>
/// The jobs of a lake: those of its models, and those that clients make, which run models by the job's name or by
/// what their arguments say. A client's job of the name of one of the models says how that one runs.
/// </summary>
/// <param name="models">All, in dependency order.</param>
/// <param name="sources">Tables of sources; those that a job's models read belong to the job.</param>
/// <param name="feeds">Feeds of sources; those whose objects a job's models read belong to the job.</param>
/// <param name="documents">Where the jobs of clients are kept.</param>
/// <param name="timeProvider">Says when jobs are made and changed.</param>
public sealed class JobCatalog(
    IReadOnlyList<ModelDefinition> models,
    IReadOnlyList<SourceStep> sources,
    IReadOnlyList<FeedStep> feeds,
    DocumentStore documents,
    TimeProvider timeProvider)
{
    private readonly RunSelector _selector = new(models, sources, feeds);

    private readonly SourceJobs _sources = new(sources, feeds);

    private readonly NamedEntries<StoredJob> _stored = new(
        documents, "entries/jobs/", "job", JobsJson.Default.StoredJob);

    private readonly IReadOnlyList<string> _modelsJobs =
        [.. models.Select(model => model.Job).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether models make a job of this name.</summary>
    public bool IsOfModels(string name) => _modelsJobs.Contains(name);

    /// <summary>All, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<KnownJob>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredJob> stored = await _stored.ListAsync(cancellationToken);
        return
        [
            .. _modelsJobs.Except(stored.Select(job => job.Name)).Select(OfModels)
                .Concat(stored.Select(Known))
                .OrderBy(job => job.Name, StringComparer.Ordinal),
        ];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<KnownJob> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (await _stored.FindAsync(name, cancellationToken) is { } stored)
        {
            return Known(stored);
        }

        return IsOfModels(name)
            ? OfModels(name)
            : _sources.Find(name) ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no job '{name}'")
            {
                Hint = Suggestion.DidYouMean(name, (await ListAsync(cancellationToken)).Select(job => job.Name)),
            };
    }

    /// <summary>What runs call the tables and feeds of a source that somebody names.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the source has no such table and no such feed.</exception>
    internal IReadOnlyList<string> SelectOf(string source, IReadOnlyList<string> names) =>
        _sources.Select(source, names);

    /// <exception cref="TarnException">
    /// <c>TN5010</c>: a client has made one of this name; <c>TN1005</c>: a bad name or number, or no models that it
    /// could run; <c>TN1003</c>: it selects models that are not there.
    /// </exception>
    public Task CreateAsync(StoredJob job, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        return _stored.AddAsync(
            job.Name, Checked(job with { CreatedAt = now, UpdatedAt = now }), cancellationToken);
    }

    /// <summary>Stores what the change makes of it.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: only models make it; the others as <see cref="CreateAsync"/>.
    /// </exception>
    public async Task UpdateAsync(string name, Func<StoredJob, StoredJob> change, CancellationToken cancellationToken)
    {
        if ((await GetAsync(name, cancellationToken)).Stored is null)
        {
            throw OnlyModels(name);
        }

        await _stored.UpdateAsync(
            name,
            job => Checked(change(job) with { UpdatedAt = timeProvider.GetUtcNow() }),
            cancellationToken);
    }

    /// <summary>
    /// Takes out what a client made; false when there is nothing of it. Tables and their bookmarks stay, and so does
    /// the job of models of this name.
    /// </summary>
    /// <exception cref="TarnException"><c>TN3005</c>: only models make it.</exception>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        await _stored.DeleteAsync(name, cancellationToken)
        || (IsOfModels(name) ? throw OnlyModels(name) : false);

    private static TarnException OnlyModels(string name) => new(
        ErrorCodes.StatementNotAllowed, $"job '{name}' is made by models of the lake")
    {
        Hint = "a job that a client creates under its name says how it runs",
    };

    private KnownJob OfModels(string name) => new()
    {
        Name = name,
        ModelsJob = name,
        Models = [.. models.Where(model => model.Job == name)],
        Origins = OriginsOf(_selector.Select(new RunRequest { Jobs = [name] })),
    };

    private static IReadOnlyList<TableName> OriginsOf(RunSelection selection) =>
        [.. selection.Feeds.Select(step => step.Name), .. selection.Sources.Select(step => step.Into)];

    private KnownJob Known(StoredJob job)
    {
        string? modelsJob = ModelsJobOf(job);
        string[] select = JobArguments.SelectOf(job.DefaultArguments);
        RunSelection selection = SelectedOrNone(modelsJob, select);
        return new KnownJob
        {
            Name = job.Name,
            ModelsJob = modelsJob,
            Models = selection.Models,
            Origins = OriginsOf(selection),
            Stored = job,
        };
    }

    /// <summary>Models may have changed since the job was made; its runs then say what is missing.</summary>
    private RunSelection SelectedOrNone(string? modelsJob, string[] select)
    {
        try
        {
            return _selector.Select(RequestOf(modelsJob, select));
        }
        catch (TarnException)
        {
            return new RunSelection([], [], []);
        }
    }

    private static RunRequest RequestOf(string? modelsJob, string[] select) =>
        new() { Jobs = modelsJob is null ? [] : [modelsJob], Select = select };

    private string? ModelsJobOf(StoredJob job) =>
        job.DefaultArguments.GetValueOrDefault(JobArguments.ModelsJob)
        ?? (IsOfModels(job.Name) ? job.Name : null);

    private StoredJob Checked(StoredJob job)
    {
        string? modelsJob = ModelsJobOf(job);
        string[] select = JobArguments.SelectOf(job.DefaultArguments);
        if (modelsJob is null && select.Length == 0)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"no models of the lake have a job '{job.Name}'")
            {
                Hint = $"name the job of models to run as the default argument {JobArguments.ModelsJob}"
                    + $" ({string.Join(", ", _modelsJobs)}), or models as {JobArguments.Select}",
            };
        }

        if (modelsJob is not null && !IsOfModels(modelsJob))
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"{JobArguments.ModelsJob} is '{modelsJob}', which no models have")
            {
                Hint = Suggestion.DidYouMean(modelsJob, _modelsJobs),
            };
        }

        _selector.Select(RequestOf(modelsJob, select));
        RequireWithin("MaxRetries", job.RetriesMax, least: 0, StoredJob.RetriesAllowedMax);
        RequireWithin("MaxConcurrentRuns", job.RunsMax, least: 1, StoredJob.RunsAllowedMax);
        RequireWithin("Timeout", job.TimeoutMinutes ?? 1, least: 1, StoredJob.TimeoutAllowedMinutesMax);
        return job;
    }

    private static void RequireWithin(string what, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"{what} is {value}, expected {least} to {most}");
        }
    }
}
