using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Athena;
using Tarn.Protocols.Aws.Athena.WorkGroups;
using Tarn.Protocols.Aws.Firehose;
using Tarn.Protocols.Aws.Glue;
using Tarn.Protocols.Aws.Iam;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.Kms.Tags;
using Tarn.Protocols.Aws.Logs;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Rest;
using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.Protocols.Aws.S3.Cors;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Forms;
using Tarn.Protocols.Aws.S3.Uploads;
using Tarn.Protocols.Aws.Scheduler;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Sns;
using Tarn.Protocols.Aws.Sts;
using Tarn.Protocols.Aws.Tagging;
using Tarn.Security.Access;
using Tarn.Security.Identities;
using Tarn.Security.Sessions;
using Tarn.Storage.Encryption;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws;

/// <summary>Puts the services together behind their one door.</summary>
public static class AwsModule
{
    private static readonly Dictionary<string, EncryptionRule> NoZones = [];

    /// <summary>The uploads in parts that S3's clients have begun.</summary>
    /// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
    /// <param name="timeProvider">Dates uploads.</param>
    /// <param name="idSource">Names files while they are written.</param>
    public static IIncompleteUploads OpenUploads(
        string stateDirectory, TimeProvider timeProvider, IIdSource idSource) =>
        new IncompleteUploads(new UploadStore(stateDirectory, timeProvider, idSource));

    public static AwsEndpoint Create(AwsParts parts)
    {
        SignatureVerifier verifier = new(parts.Keys, parts.TimeProvider);
        IdentityStore identities = new(parts.Documents, parts.TimeProvider, parts.IdSource);
        AccessControl access = new(identities);
        StsParts sts = new(access, identities, new SessionTokens(parts.Keys), parts.TimeProvider);
        ServiceGate gate = new(access, parts.TimeProvider);
        BucketDefaults defaults = parts.EncryptionDefaults ?? new(parts.Documents, NoZones);
        BucketSettings settings = defaults.Settings;
        BucketPolicies policies = new(parts.Buckets, settings);
        List<TaggedService> tagged = [new BucketTagging(parts.Buckets, settings, policies).Service];
        List<JsonService> jsonServices = [];
        if (parts.Glue is { } glue)
        {
            jsonServices.Add(GlueService.Create(glue));
            tagged.Add(GlueService.Tags(glue));
        }

        if (parts.Athena is { } athena)
        {
            jsonServices.Add(AthenaService.Create(athena));
            tagged.Add(WorkGroupTagging.Of(athena.Executions.WorkGroups));
        }

        if (parts.Kms is { } kms)
        {
            jsonServices.Add(KmsService.Create(kms));
            tagged.Add(KeyTagging.Of(kms));
        }

        if (parts.Logs is { } logs)
        {
            jsonServices.Add(LogsService.Create(logs, parts.TimeProvider));
            tagged.Add(GroupTagging.Of(logs.Store));
        }

        if (parts.Firehose is { } firehose)
        {
            jsonServices.Add(FirehoseService.Create(firehose));
        }

        jsonServices.Add(TaggingService.Create(tagged, gate));
        (IReadOnlyList<S3Operation> s3, PostObject posts) = S3Service.Create(parts, defaults, policies);
        return new AwsEndpoint(
            jsonServices,
            [StsService.Create(sts), IamService.Create(identities, parts), .. SnsOf(parts)],
            SchedulerOf(parts),
            s3,
            new S3Handler(
                new S3Routes(s3),
                new CorsAnswers(settings),
                verifier,
                new LegacyPresignedQuery(parts.Keys, parts.TimeProvider),
                posts,
                new S3Access(access, policies, parts.TimeProvider)),
            verifier,
            gate,
            parts.IdSource);
    }

    private static QueryService[] SnsOf(AwsParts parts) => parts.Sns is { } sns ? [SnsService.Create(sns)] : [];

    private static RestService[] SchedulerOf(AwsParts parts) =>
        parts.Scheduler is { } scheduler ? [SchedulerService.Create(scheduler)] : [];
}
