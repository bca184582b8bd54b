using Tarn.Common;
using Tarn.Protocols.Aws.Athena;
using Tarn.Protocols.Aws.Glue;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.S3.Uploads;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Sts;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws;

/// <summary>Puts the services together behind their one door.</summary>
public static class AwsModule
{
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
        List<JsonService> jsonServices = [];
        if (parts.Glue is { } glue)
        {
            jsonServices.Add(GlueService.Create(glue));
        }

        if (parts.Athena is { } athena)
        {
            jsonServices.Add(AthenaService.Create(athena));
        }

        if (parts.Kms is { } kms)
        {
            jsonServices.Add(KmsService.Create(kms));
        }

        IReadOnlyList<S3Operation> s3 = S3Service.Create(parts);
        return new AwsEndpoint(
            jsonServices,
            [StsService.Create()],
            s3,
            new S3Handler(
                new S3Routes(s3),
                verifier,
                new LegacyPresignedQuery(parts.Keys, parts.TimeProvider)),
            verifier,
            parts.IdSource);
    }
}
