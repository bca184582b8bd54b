using Tarn.Protocols.Aws.Athena;
using Tarn.Protocols.Aws.Glue;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Sts;

namespace Tarn.Protocols.Aws;

/// <summary>Puts the services together behind their one door.</summary>
public static class AwsModule
{
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

        return new AwsEndpoint(
            jsonServices,
            [StsService.Create()],
            new S3Handler(
                new S3Routes(S3Service.Create(parts)),
                verifier,
                new LegacyPresignedQuery(parts.Keys, parts.TimeProvider)),
            verifier,
            parts.IdSource);
    }
}
