using System.Text;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Sources.Generation;
using Tarn.Storage;
using Tarn.Storage.Encryption;

namespace Tarn.Cli.Demo;

/// <summary>Puts trip files and the zone lookup where a taxi lake looks for them.</summary>
internal sealed class TaxiInbox
{
    private const string TripsFolder = "trips";

    private readonly LakeHost _lake;
    private readonly IIdSource _idSource;
    private readonly IObjectStore _trips;
    private readonly IObjectStore _zones;

    /// <exception cref="TarnException">TN1003: the lake has no raw tables for trips and zones.</exception>
    public TaxiInbox(LakeHost lake, IIdSource idSource)
    {
        _lake = lake;
        _idSource = idSource;
        _trips = StoreOf("raw.trips");
        _zones = StoreOf("raw.zones");
    }

    /// <summary>Takes trip files in.</summary>
    public FileDrop Trips => new(_trips);

    /// <summary>The key under which the file with this name is a file of <c>raw.trips</c>.</summary>
    public static string TripsKey(string fileName) => $"{TripsFolder}/{fileName}";

    /// <summary>The zone lookup, when there is none.</summary>
    public Task PutZonesAsync(CancellationToken cancellationToken)
    {
        byte[] content = Encoding.UTF8.GetBytes(ZoneLookup.ToCsv());
        return _zones.PutAsync($"zones/{ZoneLookup.FileName}", content, PutCondition.IfAbsent, cancellationToken);
    }

    /// <summary>Generates a month of trips.</summary>
    /// <param name="options">Its output path is not used.</param>
    /// <param name="progress">Gets fractions from 0 to 1.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    public async Task<GenerationResult> GenerateAsync(
        TaxiGenerationOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        string name = TaxiGenerationOptions.FileName(options.Month, options.Format);
        using ScratchDirectory scratch = new(_lake, _idSource);
        GenerationResult result = await new TaxiGenerator(_lake.Engine).GenerateAsync(
            options with { OutputPath = Path.Combine(scratch.Path, name) }, progress, cancellationToken);
        await _trips.MoveInAsync(result.Path, TripsKey(name), cancellationToken);
        return result with { Path = Path.Join(_trips.EnginePath(TripsFolder), name) };
    }

    /// <summary>True when the month's file was made with these very options.</summary>
    public async Task<bool> HasGeneratedAsync(TaxiGenerationOptions options, CancellationToken cancellationToken)
    {
        string key = TripsKey(TaxiGenerationOptions.FileName(options.Month, options.Format));
        using ScratchDirectory scratch = new(_lake, _idSource);
        using PlaintextScratch plaintext = new(scratch.Path);
        IReadOnlyList<string> paths = await _trips.ReadablePathsAsync([key], plaintext, cancellationToken);
        return await new TaxiGenerator(_lake.Engine).FindRecipeAsync(paths[0], cancellationToken) == options.Recipe;
    }

    private IObjectStore StoreOf(string table) =>
        TableName.TryParse(table, out TableName? name) && _lake.Tables.FindDefined(name) is CatalogTable.Files files
            ? _lake.Buckets.Get(files.Definition.Bucket)
            : throw new TarnException(ErrorCodes.UnknownName, $"the lake has no raw table '{table}' for taxi trips")
            {
                Hint = "make a lake that has it: tarn init DIR --example taxi",
            };
}
