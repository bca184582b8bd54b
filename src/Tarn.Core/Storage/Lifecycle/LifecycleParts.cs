namespace Tarn.Storage.Lifecycle;

/// <summary>What of a lake its lifecycle rules work on.</summary>
public sealed record LifecycleParts
{
    /// <summary>The id of the rule that comes of the definitions.</summary>
    public const string DeclaredRule = "lake.yaml";

    public required Buckets Buckets { get; init; }

    public required LifecycleStore Configurations { get; init; }

    /// <summary>
    /// Buckets whose objects the lake's definitions let expire, after so many days, whatever rules clients set besides.
    /// </summary>
    public IReadOnlyDictionary<string, int> DeclaredDays { get; init; } = new Dictionary<string, int>();

    public required IIncompleteUploads Uploads { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>The rules of clients and of the definitions; null when there are none.</summary>
    public async Task<LifecycleConfiguration?> RulesOfAsync(string bucket, CancellationToken cancellationToken)
    {
        LifecycleConfiguration? ofClients = await Configurations.GetAsync(bucket, cancellationToken);
        if (!DeclaredDays.TryGetValue(bucket, out int days))
        {
            return ofClients;
        }

        LifecycleRule declared = new()
        {
            Id = DeclaredRule,
            IsEnabled = true,
            Filter = new LifecycleFilter { Form = LifecycleFilterForm.Single },
            Expiration = new ExpirationAction { Days = days },
        };
        return ofClients is null
            ? new LifecycleConfiguration { Rules = [declared] }
            : ofClients with { Rules = [.. ofClients.Rules, declared] };
    }
}
