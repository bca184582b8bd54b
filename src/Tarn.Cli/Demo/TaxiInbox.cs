using System.Text;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Sources.Generation;
using Tarn.Storage;

namespace Tarn.Cli.Demo;

/// <summary>Puts trip files and the zone lookup where a taxi lake looks for them.</summary>
internal sealed class TaxiInbox
{
    private const int CompareBufferBytes = 256 * 1024;

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

    /// <summary>The key under which the file with this name is a file of <c>raw.trips</c>.</summary>
    public static string TripsKey(string fileName) => $"trips/{fileName}";

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
        string directory = Path.Combine(_lake.StateDirectory, "scratch", $"generate-{_idSource.NextId()}");
        try
        {
            GenerationResult result = await new TaxiGenerator(_lake.Engine).GenerateAsync(
                options with { OutputPath = Path.Combine(directory, name) }, progress, cancellationToken);
            await _trips.MoveInAsync(result.Path, TripsKey(name), cancellationToken);
            return result with { Path = _trips.EnginePath(TripsKey(name)) };
        }
        finally
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    /// <summary>True when the month's file was made with these very options.</summary>
    public async Task<bool> HasGeneratedAsync(TaxiGenerationOptions options, CancellationToken cancellationToken)
    {
        string path = _trips.EnginePath(TripsKey(TaxiGenerationOptions.FileName(options.Month, options.Format)));
        return await new TaxiGenerator(_lake.Engine).FindRecipeAsync(path, cancellationToken) == options.Recipe;
    }

    /// <summary>Copies a trip file into the lake; false when the same content is there already.</summary>
    public async Task<bool> AddAsync(string path, CancellationToken cancellationToken)
    {
        string key = TripsKey(Path.GetFileName(path));
        await using FileStream source = File.OpenRead(path);
        if (await _trips.HeadAsync(key, cancellationToken) is { } there && there.SizeBytes == source.Length)
        {
            await using Stream stored = await _trips.OpenReadAsync(key, cancellationToken);
            if (await HaveSameContentAsync(source, stored, cancellationToken))
            {
                return false;
            }

            source.Position = 0;
        }

        await _trips.PutAsync(key, source, PutCondition.None, cancellationToken);
        return true;
    }

    private IObjectStore StoreOf(string table) =>
        TableName.TryParse(table, out TableName? name) && _lake.Tables.FindDefined(name) is CatalogTable.Files files
            ? _lake.Buckets.Get(files.Definition.Bucket)
            : throw new TarnException(ErrorCodes.UnknownName, $"the lake has no raw table '{table}' for taxi trips")
            {
                Hint = "make a lake that has it: tarn init DIR --example taxi",
            };

    private static async Task<bool> HaveSameContentAsync(
        Stream one, Stream other, CancellationToken cancellationToken)
    {
        byte[] left = new byte[CompareBufferBytes];
        byte[] right = new byte[CompareBufferBytes];
        while (true)
        {
            int read = await one.ReadAtLeastAsync(left, left.Length, throwOnEndOfStream: false, cancellationToken);
            int readOther =
                await other.ReadAtLeastAsync(right, right.Length, throwOnEndOfStream: false, cancellationToken);
            if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, readOther)))
            {
                return false;
            }

            if (read == 0)
            {
                return true;
            }
        }
    }
}
