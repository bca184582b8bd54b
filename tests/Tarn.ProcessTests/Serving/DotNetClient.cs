using Amazon.Runtime;
using Amazon.S3;

namespace Tarn.ProcessTests.Serving;

/// <summary>The AWS SDK for .NET, pointed at a served lake.</summary>
internal static class DotNetClient
{
    public static AmazonS3Client Connect(ServedLake lake) => Connect(
        lake, new BasicAWSCredentials(lake.Variables["AWS_ACCESS_KEY_ID"], lake.Variables["AWS_SECRET_ACCESS_KEY"]));

    public static AmazonS3Client Connect(ServedLake lake, AWSCredentials credentials) => new(
        credentials,
        new AmazonS3Config
        {
            ServiceURL = lake.Endpoint,
            ForcePathStyle = true,
            AuthenticationRegion = lake.Variables["AWS_REGION"],
            MaxErrorRetry = 0,
        });
}
