using Fluid;
using Fluid.Ast;

namespace Observability.Prompts.Templates;

/// <summary>Finds the variables of a Liquid template: the roots of paths that no tag of it defines.</summary>
internal sealed class LiquidVariables : AstVisitor
{
    private readonly List<string> _used = [];
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal) { "forloop", "tablerowloop", "blank", "empty", "nil" };

    public static IReadOnlyList<string> Of(IFluidTemplate template)
    {
        var variables = new LiquidVariables();
        variables.VisitTemplate(template);
        return [.. variables._used.Distinct(StringComparer.Ordinal).Where(name => !variables._defined.Contains(name))];
    }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments is [IdentifierSegment root, ..])
        {
            _used.Add(root.Identifier);
        }

        return base.VisitMemberExpression(memberExpression);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _defined.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Statement VisitTableRowStatement(TableRowStatement tableRowStatement)
    {
        _defined.Add(tableRowStatement.Identifier);
        return base.VisitTableRowStatement(tableRowStatement);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _defined.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        _defined.Add(captureStatement.Identifier);
        return base.VisitCaptureStatement(captureStatement);
    }

    protected override Statement VisitMacroStatement(MacroStatement macroStatement)
    {
        _defined.Add(macroStatement.Identifier);
        foreach (var argument in macroStatement.Arguments)
        {
            _defined.Add(argument.Name);
        }

        return base.VisitMacroStatement(macroStatement);
    }

    protected override Statement VisitIncrementStatement(IncrementStatement incrementStatement)
    {
        _defined.Add(incrementStatement.Identifier);
        return base.VisitIncrementStatement(incrementStatement);
    }

    protected override Statement VisitDecrementStatement(DecrementStatement decrementStatement)
    {
        _defined.Add(decrementStatement.Identifier);
        return base.VisitDecrementStatement(decrementStatement);
    }
}
