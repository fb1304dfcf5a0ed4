import './dashboard-schema.ts';
import './event-schema.ts';
import './file-schema.ts';
import './list-schema.ts';
import './log-schema.ts';
import './supplier-schema.ts';
import './work-schema.ts';
