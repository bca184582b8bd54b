using Tarn.Protocols.Aws.Athena;
using Tarn.Protocols.Aws.Glue;
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
        return new AwsEndpoint(
            [GlueService.Create(parts), AthenaService.Create(parts.Athena)],
            [StsService.Create()],
            new S3Handler(
                new S3Routes(S3Service.Create(parts)),
                verifier,
                new LegacyPresignedQuery(parts.Keys, parts.TimeProvider)),
            verifier,
            parts.IdSource);
    }
}
