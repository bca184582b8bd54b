using Tarn.Protocols.Aws;
using Tarn.Storage.Lifecycle;

namespace Tarn.Cli.Hosting;

/// <summary>What the lifecycle rules of a lake work on. Whoever does what they say holds the lake's lock.</summary>
internal static class LakeLifecycle
{
    public static LifecycleParts PartsOf(LakeHost lake, CliServices services) => new()
    {
        Buckets = lake.Buckets,
        Configurations = new LifecycleStore(lake.Documents),
        DeclaredDays = lake.Definition.Zones.Where(zone => zone.ExpireDays is not null)
            .ToDictionary(zone => zone.Bucket, zone => zone.ExpireDays!.Value),
        Uploads = AwsModule.OpenUploads(lake.StateDirectory, services.TimeProvider, services.IdSource),
        TimeProvider = services.TimeProvider,
    };
}
