using System.Globalization;
using System.Xml;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>The versions of policies: <c>v1</c>, <c>v2</c> …</summary>
internal sealed class PolicyVersionOperations(PolicySet policies)
{
    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("CreatePolicyVersion", CreateAsync),
        new("GetPolicyVersion", GetAsync),
        new("ListPolicyVersions", ListAsync),
        new("SetDefaultPolicyVersion", SetDefaultAsync),
        new("DeletePolicyVersion", DeleteAsync),
    ];

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");

    private async Task<ResultWriter> CreateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        bool isDefault = request.Optional("SetAsDefault") == "true";
        PolicyVersion made = await policies.AddVersionAsync(
            request.Required("PolicyArn"), request.Required("PolicyDocument"), isDefault, cancellationToken);
        return xml => xml.WriteStructure("PolicyVersion", () => Write(xml, made, isDefault));
    }

    private async Task<ResultWriter> GetAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ManagedPolicy found = await policies.GetAsync(request.Required("PolicyArn"), cancellationToken);
        string id = request.Required("VersionId");
        PolicyVersion version = found.Versions.FirstOrDefault(version => IdOf(version.Number) == id)
            ?? throw new AwsException("NoSuchEntity", $"Policy {found.Arn} version {id} does not exist.", 404);
        return xml => xml.WriteStructure("PolicyVersion", () =>
        {
            xml.WriteDocument("Document", version.Document);
            Write(xml, version, version.Number == found.DefaultVersion);
        });
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ManagedPolicy found = await policies.GetAsync(request.Required("PolicyArn"), cancellationToken);
        return IamPage.Write(
            request,
            found.Versions,
            version => version.Number.ToString("D9", CultureInfo.InvariantCulture),
            "Versions",
            (xml, version) => Write(xml, version, version.Number == found.DefaultVersion));
    }

    private async Task<ResultWriter> SetDefaultAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await policies.SetDefaultVersionAsync(
            request.Required("PolicyArn"), ReadNumber(request), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> DeleteAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await policies.DeleteVersionAsync(request.Required("PolicyArn"), ReadNumber(request), cancellationToken);
        return IamXml.Nothing;
    }

    private static int ReadNumber(QueryRequest request)
    {
        string id = request.Required("VersionId");
        return id.StartsWith('v')
            && int.TryParse(id[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new AwsException("ValidationError", $"VersionId is '{id}', expected one as v1");
    }

    private static void Write(XmlWriter xml, PolicyVersion version, bool isDefault)
    {
        xml.WriteElementString("VersionId", IdOf(version.Number));
        xml.WriteFlag("IsDefaultVersion", isDefault);
        xml.WriteDate("CreateDate", version.CreatedAt);
    }
}
