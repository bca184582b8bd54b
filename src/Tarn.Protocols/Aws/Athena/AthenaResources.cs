using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Protocols.Aws.Athena;

/// <summary>
/// Tells which workgroup a request is about ("Actions, resources, and condition keys for Amazon Athena"): by its name,
/// or by an execution of it.
/// </summary>
internal sealed class AthenaResources(QueryExecutions executions)
{
    /// <summary>Operations that say the workgroup, which is the primary one when they do not.</summary>
    private static readonly HashSet<string> Named = new(StringComparer.Ordinal)
    {
        "StartQueryExecution", "ListQueryExecutions", "GetWorkGroup", "UpdateWorkGroup", "DeleteWorkGroup",
        "CreateNamedQuery", "ListNamedQueries", "CreatePreparedStatement", "GetPreparedStatement",
        "UpdatePreparedStatement", "DeletePreparedStatement", "ListPreparedStatements", "BatchGetPreparedStatement",
    };

    /// <summary>ARNs of all that the request is about; empty when that cannot be told.</summary>
    public async ValueTask<IReadOnlyList<string>> FindAsync(
        string operation, RequestMembers members, AwsCall call, CancellationToken cancellationToken)
    {
        if (operation == "CreateWorkGroup")
        {
            return members.Text("Name") is { } name ? [ArnOf(name, call)] : [];
        }

        if (Named.Contains(operation))
        {
            return [ArnOf(members.Text("WorkGroup") ?? WorkGroup.Primary, call)];
        }

        List<string> arns = [];
        IReadOnlyList<string> ids = members.Text("QueryExecutionId") is { } id
            ? [id]
            : members.Texts("QueryExecutionIds");
        foreach (string one in ids)
        {
            if (await executions.FindAsync(one, cancellationToken) is not { } record)
            {
                return [];
            }

            arns.Add(ArnOf(record.WorkGroup, call));
        }

        return [.. arns.Distinct()];
    }

    private static string ArnOf(string workGroup, AwsCall call) =>
        AwsAccount.Arn("athena", call.Region, $"workgroup/{workGroup}");
}
