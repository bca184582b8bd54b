using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Tarn.Security.Identities;

/// <summary>
/// Policies that AWS has in every account ("AWS managed policies"), as far as they are about what a lake does. They
/// allow what the originals allow of that; nobody can change them.
/// </summary>
internal static class StandardPolicies
{
    private const string Everything = "*";

    private static readonly string[] GlueRights =
    [
        "glue:*", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListAllMyBuckets", "s3:GetBucketAcl",
        "iam:ListRolePolicies", "iam:GetRole", "iam:GetRolePolicy", "cloudwatch:PutMetricData", "logs:CreateLogGroup",
        "logs:CreateLogStream", "logs:PutLogEvents",
    ];

    private static readonly string[] AthenaRights =
    [
        "athena:*", "glue:CreateDatabase", "glue:DeleteDatabase", "glue:GetDatabase", "glue:GetDatabases",
        "glue:UpdateDatabase", "glue:CreateTable", "glue:DeleteTable", "glue:BatchDeleteTable", "glue:UpdateTable",
        "glue:GetTable", "glue:GetTables", "glue:BatchCreatePartition", "glue:CreatePartition",
        "glue:DeletePartition", "glue:BatchDeletePartition", "glue:UpdatePartition", "glue:GetPartition",
        "glue:GetPartitions", "glue:BatchGetPartition",
    ];

    private static readonly string[] ObjectRights =
    [
        "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:ListBucketMultipartUploads",
        "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload", "s3:CreateBucket", "s3:PutObject",
    ];

    private static readonly string[] LogWriting =
        ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

    public static IReadOnlyList<ManagedPolicy> All { get; } =
    [
        Make("AdministratorAccess", new Grant(Everything, Everything)),
        Make(
            "AmazonAthenaFullAccess",
            new Grant(Everything, AthenaRights),
            new Grant("arn:aws:s3:::aws-athena-query-results-*", ObjectRights)),
        Make("AmazonEventBridgeFullAccess", new Grant(Everything, "events:*", "scheduler:*")),
        Make("AmazonKinesisFirehoseFullAccess", new Grant(Everything, "firehose:*")),
        Make("AmazonKinesisFullAccess", new Grant(Everything, "kinesis:*")),
        Make("AmazonRedshiftFullAccess", new Grant(Everything, "redshift:*", "redshift-data:*")),
        Make("AmazonS3FullAccess", new Grant(Everything, "s3:*")),
        Make("AmazonS3ReadOnlyAccess", new Grant(Everything, "s3:Get*", "s3:List*")),
        Make("AmazonSageMakerFullAccess", new Grant(Everything, "sagemaker:*")),
        Make("AmazonSNSFullAccess", new Grant(Everything, "sns:*")),
        Make("AmazonSQSFullAccess", new Grant(Everything, "sqs:*")),
        Make(
            "AWSGlueConsoleFullAccess",
            new Grant(Everything, "glue:*", "s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetBucketLocation"),
            new Grant("arn:aws:s3:::aws-glue-*", "s3:GetObject", "s3:PutObject", "s3:CreateBucket")),
        Make("AWSKeyManagementServicePowerUser", new Grant(Everything, "kms:*")),
        Make("AWSStepFunctionsFullAccess", new Grant(Everything, "states:*")),
        Make("CloudWatchFullAccess", new Grant(Everything, "cloudwatch:*", "logs:*", "sns:*")),
        Make("CloudWatchLogsFullAccess", new Grant(Everything, "logs:*")),
        Make("CloudWatchLogsReadOnlyAccess", new Grant(
            Everything, "logs:Describe*", "logs:Get*", "logs:List*", "logs:FilterLogEvents")),
        Make("IAMFullAccess", new Grant(Everything, "iam:*")),
        Make("IAMReadOnlyAccess", new Grant(Everything, "iam:Get*", "iam:List*")),
        Make("service-role/AWSGlueServiceNotebookRole", new Grant(Everything, GlueRights)),
        Make(
            "service-role/AWSGlueServiceRole",
            new Grant(Everything, GlueRights),
            new Grant("arn:aws:s3:::aws-glue-*", "s3:CreateBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject")),
        Make("service-role/AWSLambdaBasicExecutionRole", new Grant(Everything, LogWriting)),
        Make(
            "service-role/AWSQuicksightAthenaAccess",
            new Grant(Everything, AthenaRights),
            new Grant("arn:aws:s3:::aws-athena-query-results-*", ObjectRights)),
    ];

    private static readonly FrozenDictionary<string, ManagedPolicy> ByArn =
        All.ToFrozenDictionary(policy => policy.Arn);

    public static ManagedPolicy? Find(string arn) => ByArn.GetValueOrDefault(arn);

    private static ManagedPolicy Make(string name, params ReadOnlySpan<Grant> grants)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal) + 1;
        return new ManagedPolicy
        {
            Name = name[slash..],
            Id = "ANPA" + name[slash..].ToUpperInvariant(),
            Path = "/" + name[..slash],
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
            Versions = [new PolicyVersion(1, Write(grants), DateTimeOffset.UnixEpoch)],
            DefaultVersion = 1,
            LastVersion = 1,
            Owner = "aws",
        };
    }

    private static string Write(ReadOnlySpan<Grant> grants)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            writer.WriteStartArray("Statement");
            foreach (Grant grant in grants)
            {
                writer.WriteStartObject();
                writer.WriteString("Effect", "Allow");
                writer.WriteStartArray("Action");
                foreach (string action in grant.Actions)
                {
                    writer.WriteStringValue(action);
                }

                writer.WriteEndArray();
                writer.WriteString("Resource", grant.Resource);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private readonly record struct Grant(string Resource, params string[] Actions);
}
